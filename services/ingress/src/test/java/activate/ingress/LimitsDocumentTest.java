package activate.ingress;

import activate.ingress.limit.EdgeLimits;
import activate.ingress.wire.FrameConfig;
import activate.testkit.limits.LimitsDocument;
import org.junit.jupiter.api.Test;

final class LimitsDocumentTest {

    @Test
    void whatClientsMayHoldIsDocumentedAsItIs() {
        LimitsDocument.section("ingress").check(EdgeLimits.class, FrameConfig.class);
    }
}
