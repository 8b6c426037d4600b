package activate.internalapi.usage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Sums the ledger of one cluster, node by node. */
@ApplicationScoped
class SumUsage {

    private final UsageStore store;

    SumUsage(UsageStore store) {
        this.store = store;
    }

    @Transactional
    List<NodeUsage> ofCluster(String clusterId) {
        return store.sums(clusterId);
    }
}
