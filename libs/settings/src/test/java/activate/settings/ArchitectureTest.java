package activate.settings;

import activate.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void theModuleKeepsTheRules() {
        ArchitectureRules.check("settings");
    }
}
