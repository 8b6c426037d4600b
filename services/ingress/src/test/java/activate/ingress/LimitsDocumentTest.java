package activate.ingress;

import activate.ingress.limit.LimitConfig;
import activate.ingress.wire.FrameConfig;
import activate.testkit.limits.LimitsDocument;
import org.junit.jupiter.api.Test;

final class LimitsDocumentTest {

    @Test
    void whatClientsMayHoldIsDocumentedAsItIs() {
        LimitsDocument.section("ingress").check(LimitConfig.class, FrameConfig.class);
    }
}
