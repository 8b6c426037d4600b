package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.route.SshDestination;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names by which ssh tells destinations apart: in its known_hosts files and in the paths of
 * shared connections. Two clusters of one name, two platforms and two nodes of one cluster must
 * never have the same, and a node must not have that of its cluster.
 */
final class SshName {
    // Paths of shared connections have 107 bytes, and must hold a folder and the user too.
    private static final int READABLE = 20;
    private static final int HASH_BYTES = 5;

    private SshName() {}

    /** The name of whichever node of the cluster. */
    static String ofCluster(Invocation invocation, SshDestination target) throws Failure {
        return of(invocation, target, "");
    }

    /**
     * The name of this node of the cluster.
     *
     * @param asked how it was asked for: several nodes may have one host name, but not one id
     */
    static String ofNode(Invocation invocation, SshDestination target, @Nullable String asked)
            throws Failure {
        return of(invocation, target, "\n" + (asked == null ? target.node() : asked));
    }

    private static String of(Invocation invocation, SshDestination target, String node)
            throws Failure {
        String platform = invocation.login().server().getRawAuthority();
        String id = target.id().isEmpty() ? target.cluster() : target.id();
        String readable =
                target.cluster().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]|^-+", "");
        return readable.substring(0, Math.min(readable.length(), READABLE))
                + "."
                + hash(platform + "\n" + id + node)
                + ".activate";
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
