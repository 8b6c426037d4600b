package activate.legacyapi.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contract's definition of an existing cluster. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExistingDefinition(
        @Nullable String type,
        @Nullable String authMethod,
        @Nullable String slurmUsername,
        @Nullable String schedulerType,
        @Nullable String explorerPath,
        @Nullable String jumpNodeHost,
        @Nullable String jumpNodeUser,
        @Nullable String sshKey,
        @Nullable List<LoginNode> slurmLoginNodes) {
    /** A login node by its address. */
    public record LoginNode(@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String node) {}

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

    /** Refuses what is wrong, and gives the rest as it is stored. */
    ClusterState.Definition checked(ClusterInput input) {
        List<String> nodes =
                slurmLoginNodes == null
                        ? List.of()
                        : slurmLoginNodes.stream()
                                .flatMap(
                                        login ->
                                                Stream.ofNullable(
                                                        login == null ? null : login.node()))
                                .filter(node -> !node.isBlank())
                                .map(String::strip)
                                .toList();
        for (int i = 0; slurmLoginNodes != null && i < slurmLoginNodes.size(); i++) {
            input.present("/slurmLoginNodes/" + i, slurmLoginNodes.get(i));
        }
        input.authMethod(authMethod)
                .login("/slurmUsername", slurmUsername)
                .login("/jumpNodeUser", jumpNodeUser)
                .address("/jumpNodeHost", jumpNodeHost)
                .text("/explorerPath", explorerPath)
                .text("/schedulerType", schedulerType)
                .text("/sshKey", sshKey)
                .addresses("/slurmLoginNodes", nodes)
                .refuseIfWrong();
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
