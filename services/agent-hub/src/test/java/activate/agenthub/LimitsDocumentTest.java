package activate.agenthub;

import activate.servicekit.mongo.MongoConfig;
import activate.testkit.limits.LimitsDocument;
import org.junit.jupiter.api.Test;

final class LimitsDocumentTest {

    @Test
    void whatClientsMayHoldIsDocumentedAsItIs() {
        LimitsDocument.section("agent-hub").check(HubLimits.class, MongoConfig.class);
    }
}
