package activate.agenthub.cluster;

import activate.messages.hub.ClusterAccess;
import activate.servicekit.call.ServiceClient;
import activate.servicekit.problem.Problem;
import activate.servicekit.servicetoken.ServiceTokens;
import activate.settings.ServiceUrls;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Asks legacy-api for every cluster that there is, some hundreds at a time. Blocks. */
@ApplicationScoped
class FetchClusters {
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServiceClient legacyApi;

    FetchClusters(ServiceUrls urls, ServiceTokens tokens, ObjectMapper json) {
        this.legacyApi = new ServiceClient("legacy-api", urls.legacyApi(), PATIENCE, tokens, json);
    }

    /**
     * Hands each cluster on as it comes.
     *
     * @throws Problem when legacy-api does not answer; some were handed on then perhaps
     */
    void each(Consumer<ClusterAccess> taken) {
        String after = "";
        List<ClusterAccess> page;
        do {
            page =
                    legacyApi.get(
                            "/internal/v1/clusters?limit=" + PAGE + "&after=" + after,
                            new TypeReference<>() {});
            for (ClusterAccess cluster : page) {
                taken.accept(cluster);
                after = cluster.clusterId();
            }
        } while (page.size() == PAGE);
    }
}
