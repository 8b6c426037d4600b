package activate.cli;

import activate.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void rulesHold() {
        ArchitectureRules.check("cli");
    }

    @Test
    void itMayBecomeANativeExecutable() {
        ArchitectureRules.checkNative("activate.cli", "activate.outbound", "activate.messages");
    }
}
