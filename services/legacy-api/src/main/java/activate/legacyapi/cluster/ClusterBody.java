package activate.legacyapi.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies about clusters that callers send. */
public final class ClusterBody {
    private ClusterBody() {}

    /** A new cluster. */
    public record New(
            @Nullable String name,
            @Nullable String type,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable List<String> tags,
            @Nullable String authMethod,
            @Nullable String slurmUsername,
            @Nullable String schedulerType,
            @Nullable String explorerPath,
            @Nullable String jumpNodeHost,
            @Nullable String jumpNodeUser,
            @Nullable String sshKey,
            @Nullable List<ExistingDefinition.LoginNode> slurmLoginNodes) {
        ExistingDefinition definition() {
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
            @Nullable String name,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable List<String> tags) {}

    /** What became of a wish to connect. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connecting(String status, @Nullable String message) {}
}
