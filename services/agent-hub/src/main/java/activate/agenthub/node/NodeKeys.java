package activate.agenthub.node;

import activate.servicekit.credential.Credential;
import activate.servicekit.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Node API keys: {@code pwan_<node id without dashes>.<secret>}. Only their hashes are stored. */
@ApplicationScoped
public class NodeKeys {
    private static final Pattern SHAPE =
            Pattern.compile(Credential.NodeKey.PREFIX + "([0-9a-f]{32})\\.([\\w-]{43})");

    private final NodeStore nodes;
    private final SecureRandom random;

    NodeKeys(NodeStore nodes, SecureRandom random) {
        this.nodes = nodes;
        this.random = random;
    }

    /** A new key for {@code nodeId}. */
    public String make(String nodeId) {
        return Credential.NodeKey.PREFIX + nodeId.replace("-", "") + "." + Secrets.random(random);
    }

    /** The node that {@code key} stands for, unless it is revoked. */
    public Optional<Node> verify(String key) {
        Matcher shape = SHAPE.matcher(key);
        if (!shape.matches()) {
            return Optional.empty();
        }
        String hex = shape.group(1);
        UUID id =
                new UUID(
                        Long.parseUnsignedLong(hex.substring(0, 16), 16),
                        Long.parseUnsignedLong(hex.substring(16), 16));
        return nodes.find(id.toString())
                .filter(node -> Secrets.same(node.identity().keyHash(), Secrets.digest(key)))
                .filter(node -> !node.isRevoked());
    }

    /** The node whose key a request brings, unless it is revoked. */
    public Optional<Node> verify(Credential credential) {
        return credential instanceof Credential.NodeKey(var key) ? verify(key) : Optional.empty();
    }
}
