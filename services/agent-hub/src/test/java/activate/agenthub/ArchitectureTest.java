package activate.agenthub;

import activate.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void hubKeepsTheArchitecture() {
        ArchitectureRules.check("agenthub");
    }
}
