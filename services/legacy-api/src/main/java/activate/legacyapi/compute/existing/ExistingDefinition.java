package activate.legacyapi.compute.existing;

import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.compute.cluster.ClusterText;
import activate.legacyapi.compute.cluster.ClusterType;
import activate.legacyapi.input.Echoed;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The contract's definition of an existing cluster. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExistingDefinition(
        @Nullable String type,
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
                @Nullable List<@NotNull(message = "an object") @Valid LoginNode> slurmLoginNodes) {
    /** A login node by its address. */
    public record LoginNode(
            @JsonInclude(JsonInclude.Include.ALWAYS)
                    @Pattern(
                            regexp = DefinitionText.ADDRESS,
                            message = DefinitionText.ADDRESS_WORDS)
                    @Nullable String node) {}

    static ExistingDefinition of(ClusterState.Existing definition) {
        return new ExistingDefinition(
                ClusterType.EXISTING.contractWord(),
                definition.authMethod(),
                definition.slurmUsername(),
                definition.schedulerType(),
                definition.explorerPath(),
                definition.jump().host(),
                definition.jump().user(),
                definition.sshKey(),
                definition.loginNodes().stream().map(LoginNode::new).toList());
    }

    /** As it is stored. */
    ClusterState.Existing stored() {
        List<LoginNode> named = slurmLoginNodes == null ? List.of() : slurmLoginNodes;
        List<String> nodes =
                named.stream()
                        .map(login -> Objects.requireNonNullElse(login.node(), "").strip())
                        .filter(node -> !node.isEmpty())
                        .toList();
        return new ClusterState.Existing(
                authMethod,
                absent(slurmUsername),
                absent(schedulerType),
                absent(explorerPath),
                new ClusterState.Jump(absent(jumpNodeHost), absent(jumpNodeUser)),
                absent(sshKey),
                nodes);
    }

    private static @Nullable String absent(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").isBlank() ? null : text;
    }
}
