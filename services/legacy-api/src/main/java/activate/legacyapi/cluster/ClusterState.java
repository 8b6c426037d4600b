package activate.legacyapi.cluster;

import activate.legacyapi.resource.Permissions;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
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
        Permissions sharing,
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

    /** A new cluster, of which only this is said. */
    public static ClusterState of(
            String name,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable List<String> tags) {
        return new ClusterState(
                name,
                displayName,
                description,
                tags == null ? List.of() : tags,
                Definition.NONE,
                Permissions.NONE,
                false);
    }

    /** Whether every member of the organization may log in; each higher word includes it. */
    public boolean lettingIn() {
        return Cluster.PERMISSIONS.stream().anyMatch(sharing::granted);
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
    public ClusterState shared(Permissions other) {
        return new ClusterState(
                name, displayName, description, tags, definition, other, disconnected);
    }

    /** The same, connected or not. */
    public ClusterState disconnected(boolean now) {
        return new ClusterState(name, displayName, description, tags, definition, sharing, now);
    }
}
