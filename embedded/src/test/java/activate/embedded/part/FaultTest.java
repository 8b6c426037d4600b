package activate.embedded.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Why a part does not work, for the person at the terminal. */
final class FaultTest {

    @Test
    void theInnermostCauseIsToldInOneLine() {
        var cause = new IOException("No space left\n  on device");
        Fault fault = Fault.of("not stored", new IllegalStateException("outer", cause));
        assertThat(fault.reason()).isEqualTo("not stored: IOException: No space left on device");
        assertThat(Fault.message(new IOException(" "))).isEqualTo("IOException");
    }

    @Test
    void aLongReasonIsCut() {
        assertThat(Fault.of("x".repeat(500)).reason()).hasSize(201).endsWith("…");
    }

    @Test
    void causesThatGoInACircleEnd() {
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        assertThat(Fault.message(first)).startsWith("IllegalStateException: ");
    }

    @Test
    void howLongItIsWaitedForDependsOnWhoIsToBlame() {
        Duration own = Fault.of("silent").remedy().patience();
        Duration waiting = Fault.waitsFor("another one").remedy().patience();
        Duration elsewhere = Fault.of("silent").elsewhere().remedy().patience();
        assertThat(own).isLessThan(waiting);
        assertThat(waiting).isLessThan(elsewhere);
    }
}
