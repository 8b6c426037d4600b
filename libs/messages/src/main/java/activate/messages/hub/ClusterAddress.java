package activate.messages.hub;

import org.jspecify.annotations.Nullable;

/**
 * How a cluster is named: {@code name}, {@code pw://name}, {@code pw://user/name} or an id. Which
 * of several clusters of one name is meant is for the reader to choose; with an owner there is one
 * at most.
 *
 * @param owner user name of the owner, where the address tells it
 * @param name name of the cluster; without an owner it may be an id as well
 */
public record ClusterAddress(@Nullable String owner, String name) {
    private static final String SCHEME = "pw://";

    /** Reads what a person or a program wrote; every text is an address. */
    public static ClusterAddress of(String text) {
        String path = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        int slash = path.indexOf('/');
        return slash < 0
                ? new ClusterAddress(null, path)
                : new ClusterAddress(path.substring(0, slash), path.substring(slash + 1));
    }

    /** Whether a cluster of this owner may be meant: the address names no other one. */
    public boolean isOf(String user) {
        return owner == null || owner.equals(user);
    }

    /** Whether this cluster may be meant. */
    public boolean means(String itsOwner, String itsName, String itsId) {
        return (isOf(itsOwner) && name.equals(itsName)) || (owner == null && name.equals(itsId));
    }

    /** The form with the scheme, which stands for one cluster where the owner is told. */
    @Override
    public String toString() {
        return SCHEME + (owner == null ? "" : owner + "/") + name;
    }
}
