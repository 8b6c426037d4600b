package activate.legacyapi.compute.existing;

import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.compute.cluster.ClusterText;
import activate.legacyapi.compute.cluster.ClusterText.Tags;
import activate.legacyapi.compute.existing.ExistingDefinition.LoginNode;
import activate.legacyapi.input.Echoed;
import activate.legacyapi.input.Patch;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies about clusters that callers send. */
public final class ClusterBody {
    private ClusterBody() {}

    /** A new cluster. */
    public record New(
            @NotNull(message = ClusterText.NAME_WORDS, payload = Echoed.class)
                    @Pattern(
                            regexp = ClusterText.NAME,
                            message = ClusterText.NAME_WORDS,
                            payload = Echoed.class)
                    String name,
            @Nullable String type,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String displayName,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String description,
            @Tags @Nullable List<String> tags,
            @Pattern(
                            regexp = DefinitionText.AUTH_METHOD,
                            message = DefinitionText.AUTH_METHOD_WORDS,
                            payload = Echoed.class)
                    @Nullable String authMethod,
            @Pattern(regexp = DefinitionText.LOGIN, message = DefinitionText.LOGIN_WORDS)
                    @Nullable String slurmUsername,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String schedulerType,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String explorerPath,
            @Pattern(regexp = DefinitionText.ADDRESS, message = DefinitionText.ADDRESS_WORDS)
                    @Nullable String jumpNodeHost,
            @Pattern(regexp = DefinitionText.LOGIN, message = DefinitionText.LOGIN_WORDS)
                    @Nullable String jumpNodeUser,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String sshKey,
            @Size(max = DefinitionText.MOST_NODES, message = DefinitionText.MOST_NODES_WORDS)
                    @Nullable List<@NotNull(message = "an object") @Valid LoginNode>
                            slurmLoginNodes) {
        ClusterState state() {
            return ClusterState.of(name, displayName, description, tags)
                    .defined(definition().stored());
        }

        private ExistingDefinition definition() {
            return new ExistingDefinition(
                    type,
                    authMethod,
                    slurmUsername,
                    schedulerType,
                    explorerPath,
                    jumpNodeHost,
                    jumpNodeUser,
                    sshKey,
                    slurmLoginNodes);
        }
    }

    /** What shall be otherwise; what is absent stays. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Update(
            @Pattern(
                            regexp = ClusterText.NAME,
                            message = ClusterText.NAME_WORDS,
                            payload = Echoed.class)
                    @Nullable String name,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String displayName,
            @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                    @Nullable String description,
            @Tags @Nullable List<String> tags) {
        static Update of(ClusterState state) {
            return new Update(state.name(), state.displayName(), state.description(), state.tags());
        }

        ClusterState applied(ClusterState present) {
            return present.described(
                    Patch.always(name, present.name()),
                    Patch.kept(displayName, present.displayName()),
                    Patch.kept(description, present.description()),
                    Patch.always(tags, present.tags()));
        }
    }

    /** What became of a wish to connect. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connecting(String status, @Nullable String message) {}
}
