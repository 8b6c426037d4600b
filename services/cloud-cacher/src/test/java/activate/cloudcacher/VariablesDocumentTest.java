package activate.cloudcacher;

import activate.testkit.limits.VariablesDocument;
import org.junit.jupiter.api.Test;

final class VariablesDocumentTest {

    @Test
    void theDocumentNamesTheVariablesThatTheServiceReads() {
        VariablesDocument.check("cloud-cacher");
    }
}
