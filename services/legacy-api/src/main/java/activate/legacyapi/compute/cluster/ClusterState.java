package activate.legacyapi.compute.cluster;

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
     * How a cluster is reached and shown: the one part for existing, the other for managed ones.
     */
    @RegisterForReflection
    public record Definition(Existing existing, Managed managed) {
        /** Nothing is defined. */
        public static final Definition NONE =
                new Definition(
                        new Existing(null, null, null, null, Jump.NONE, null, List.of()),
                        new Managed(null, null, null, false, null));
    }

    /**
     * How an existing cluster is reached.
     *
     * @param slurmUsername whom to log in as; {@code __USER__} is whoever logs in
     */
    @RegisterForReflection
    public record Existing(
            @Nullable String authMethod,
            @Nullable String slurmUsername,
            @Nullable String schedulerType,
            @Nullable String explorerPath,
            Jump jump,
            @Nullable String sshKey,
            List<String> loginNodes) {
        private static final String WHOEVER = "__USER__";

        /** Copies the nodes. */
        public Existing {
            loginNodes = List.copyOf(loginNodes);
        }

        /** The address of the first login node, where there is one. */
        public @Nullable HostAndPort firstLoginNode() {
            return loginNodes.isEmpty() ? null : HostAndPort.parse(loginNodes.getFirst());
        }

        /** The login name that everybody has there, where all have the same. */
        @Nullable String fixedLogin() {
            return WHOEVER.equals(slurmUsername) ? null : slurmUsername;
        }
    }

    /** The machine by way of which the login nodes are reached. */
    @RegisterForReflection
    public record Jump(@Nullable String host, @Nullable String user) {
        static final Jump NONE = new Jump(null, null);
    }

    /** How a managed cluster is reached and shown. */
    @RegisterForReflection
    public record Managed(
            @Nullable String loginNode,
            @Nullable String sessionNode,
            @Nullable String markdown,
            boolean proxySsh,
            @Nullable AccessManagement accessManagement) {}

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

    /** The same, reached otherwise. */
    public ClusterState defined(Existing other) {
        return defined(new Definition(other, definition.managed()));
    }

    /** The same, reached and shown otherwise. */
    public ClusterState defined(Managed other) {
        return defined(new Definition(definition.existing(), other));
    }

    private ClusterState defined(Definition other) {
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
