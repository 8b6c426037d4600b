package activate.legacyapi.compute.existing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster of any type, as the public contract shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GeneralCluster(
        String id,
        String name,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String displayName,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String description,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<String> tags,
        String type,
        String status,
        @Nullable String statusDescription,
        String ipAddress,
        int activeNodes,
        int requestedNodes,
        int maxNodes,
        boolean favorite,
        boolean shouldPlatformProxy,
        boolean updateFailed,
        boolean canEdit,
        @Nullable String user,
        @Nullable String agentVersion,
        @Nullable String os,
        @Nullable String osRelease,
        @Nullable String schedulerType,
        @Nullable List<String> sshHostKeys) {}
