package activate.messages.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What agent-hub must know of a cluster to decide who may reach it: the copy that legacy-api, the
 * owner, publishes at each change.
 *
 * @param type {@code existing} or {@code managed}
 * @param version grows with each change; an older one never replaces a newer one
 * @param deleted whether this is the tombstone
 * @param disconnected whether its owner has taken it out of use; messages from before this was told
 *     read as not
 * @param loginUsers user names that may log in besides the owner
 * @param organizationLogin whether every member of the organization may log in
 * @param sshHost public address that clients may dial themselves, if the owner gave one
 * @param sshPort port on {@code sshHost}
 * @param slurmUsername login name to use on the cluster, if the owner fixed one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterAccess(
        String clusterId,
        String organization,
        String name,
        String type,
        String ownerUsername,
        long version,
        boolean deleted,
        boolean disconnected,
        List<String> loginUsers,
        boolean organizationLogin,
        @Nullable String sshHost,
        int sshPort,
        @Nullable String slurmUsername) {

    /** Who wants to log in. */
    public record User(String username, String organization, boolean admin) {}

    /**
     * Whether this user may log in to the machines: an administrator of the platform, the owner,
     * who is named, and where it is shared with them the members of the organization. That nobody
     * is dialled while the cluster is {@link #disconnected} is another matter.
     */
    public boolean admits(User user) {
        if (user.admin()) {
            return true;
        }
        return user.organization().equals(organization)
                && (organizationLogin
                        || user.username().equals(ownerUsername)
                        || loginUsers.contains(user.username()));
    }
}
