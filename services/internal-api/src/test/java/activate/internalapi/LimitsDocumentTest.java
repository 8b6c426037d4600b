package activate.internalapi;

import activate.testkit.limits.LimitsDocument;
import org.junit.jupiter.api.Test;

final class LimitsDocumentTest {

    @Test
    void whatClientsMayHoldIsDocumentedAsItIs() {
        LimitsDocument.section("internal-api").check();
    }
}
