package activate.legacyapi.cluster;

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
                        regexp = ClusterText.AUTH_METHOD,
                        message = ClusterText.AUTH_METHOD_WORDS,
                        payload = Echoed.class)
                @Nullable String authMethod,
        @Pattern(regexp = ClusterText.LOGIN, message = ClusterText.LOGIN_WORDS)
                @Nullable String slurmUsername,
        @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                @Nullable String schedulerType,
        @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                @Nullable String explorerPath,
        @Pattern(regexp = ClusterText.ADDRESS, message = ClusterText.ADDRESS_WORDS)
                @Nullable String jumpNodeHost,
        @Pattern(regexp = ClusterText.LOGIN, message = ClusterText.LOGIN_WORDS)
                @Nullable String jumpNodeUser,
        @Size(max = ClusterText.LONGEST, message = ClusterText.LONGEST_WORDS)
                @Nullable String sshKey,
        @Size(max = ClusterText.MOST_NODES, message = ClusterText.MOST_NODES_WORDS)
                @Nullable List<@NotNull(message = "an object") @Valid LoginNode> slurmLoginNodes) {
    /** A login node by its address. */
    public record LoginNode(
            @JsonInclude(JsonInclude.Include.ALWAYS)
                    @Pattern(regexp = ClusterText.ADDRESS, message = ClusterText.ADDRESS_WORDS)
                    @Nullable String node) {}

    static ExistingDefinition of(ClusterState.Definition definition) {
        return new ExistingDefinition(
                ClusterType.EXISTING.contractWord(),
                definition.authMethod(),
                definition.slurmUsername(),
                definition.schedulerType(),
                definition.explorerPath(),
                definition.jumpNodeHost(),
                definition.jumpNodeUser(),
                definition.sshKey(),
                definition.loginNodes().stream().map(LoginNode::new).toList());
    }

    /** As it is stored. */
    ClusterState.Definition stored() {
        List<LoginNode> named = slurmLoginNodes == null ? List.of() : slurmLoginNodes;
        List<String> nodes =
                named.stream()
                        .map(login -> Objects.requireNonNullElse(login.node(), "").strip())
                        .filter(node -> !node.isEmpty())
                        .toList();
        return new ClusterState.Definition(
                authMethod,
                absent(slurmUsername),
                absent(schedulerType),
                absent(explorerPath),
                absent(jumpNodeHost),
                absent(jumpNodeUser),
                absent(sshKey),
                nodes,
                null,
                null,
                null,
                false,
                null);
    }

    private static @Nullable String absent(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").isBlank() ? null : text;
    }
}
