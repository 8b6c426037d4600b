package activate.embedded;

import activate.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    @Test
    void theModuleKeepsTheRules() {
        ArchitectureRules.check("embedded");
    }
}
