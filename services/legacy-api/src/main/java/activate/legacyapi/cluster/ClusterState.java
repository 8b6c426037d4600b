package activate.legacyapi.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a cluster can change.
 *
 * @param disconnected whether its owner has disconnected it
 */
@RegisterForReflection
public record ClusterState(
        String name,
        @Nullable String displayName,
        @Nullable String description,
        List<String> tags,
        Definition definition,
        Sharing sharing,
        boolean disconnected) {
    /** Copies the tags. */
    public ClusterState {
        tags = List.copyOf(tags);
    }

    /**
     * How the cluster is reached and shown. The first part is for existing clusters, the second for
     * managed ones.
     */
    @RegisterForReflection
    public record Definition(
            @Nullable String authMethod,
            @Nullable String slurmUsername,
            @Nullable String schedulerType,
            @Nullable String explorerPath,
            @Nullable String jumpNodeHost,
            @Nullable String jumpNodeUser,
            @Nullable String sshKey,
            List<String> loginNodes,
            @Nullable String loginNode,
            @Nullable String sessionNode,
            @Nullable String markdown,
            boolean proxySsh,
            @Nullable AccessManagement accessManagement) {
        /** Nothing is defined. */
        public static final Definition NONE =
                new Definition(
                        null, null, null, null, null, null, null, List.of(), null, null, null,
                        false, null);

        /** Copies the nodes. */
        public Definition {
            loginNodes = List.copyOf(loginNodes);
        }
    }

    /** What the agents of the cluster manage on their machines; what is absent is left alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    public record AccessManagement(
            @Nullable Boolean userPopulation,
            @Nullable Boolean homeDirectories,
            @Nullable Boolean sshKeys,
            @Nullable Boolean sudoAccess) {}

    /** Permissions by word, of the organization's members and of its groups. */
    @RegisterForReflection
    public record Sharing(
            Map<String, Boolean> organization, Map<String, Map<String, Boolean>> groups) {
        /** Nobody but the owner. */
        public static final Sharing NONE = new Sharing(Map.of(), Map.of());

        /** Copies the maps. */
        public Sharing {
            organization = Map.copyOf(organization);
            groups = Map.copyOf(groups);
        }

        /** Whether every member of the organization may log in; each higher word includes it. */
        public boolean lettingIn() {
            return granted("cluster:login") || granted("cluster:sudo") || granted("cluster:admin");
        }

        /** Whether every member of the organization has this permission. */
        public boolean granted(String permission) {
            return Boolean.TRUE.equals(organization.get(permission));
        }
    }

    /** The same under another name and description. */
    public ClusterState described(
            String newName,
            @Nullable String newDisplayName,
            @Nullable String newDescription,
            List<String> newTags) {
        return new ClusterState(
                newName,
                newDisplayName,
                newDescription,
                newTags,
                definition,
                sharing,
                disconnected);
    }

    /** The same, defined otherwise. */
    public ClusterState defined(Definition other) {
        return new ClusterState(name, displayName, description, tags, other, sharing, disconnected);
    }

    /** The same, shared otherwise. */
    public ClusterState shared(Sharing other) {
        return new ClusterState(
                name, displayName, description, tags, definition, other, disconnected);
    }

    /** The same, connected or not. */
    public ClusterState disconnected(boolean now) {
        return new ClusterState(name, displayName, description, tags, definition, sharing, now);
    }
}
