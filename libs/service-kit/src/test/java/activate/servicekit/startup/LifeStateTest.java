package activate.servicekit.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeStateTest {
    private static LifeState state(String name) {
        return switch (name) {
            case "starting" -> new LifeState.Starting();
            case "preparing" ->
                    new LifeState.Preparing(List.of(new LifeState.Missing("indexes", "away")));
            case "ready" -> new LifeState.Ready();
            case "stopping" -> new LifeState.Stopping();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "starting, starting, false",
        "starting, preparing, true",
        "starting, ready, true",
        "starting, stopping, true",
        "preparing, starting, false",
        "preparing, preparing, true",
        "preparing, ready, true",
        "preparing, stopping, true",
        "ready, starting, false",
        "ready, preparing, false",
        "ready, ready, false",
        "ready, stopping, true",
        "stopping, starting, false",
        "stopping, preparing, false",
        "stopping, ready, false",
        "stopping, stopping, false",
    })
    void stepIsTakenWhereItMayFollow(String from, String to, boolean legal) {
        // Given
        LifeCycle life = new LifeCycle();
        if (!from.equals("starting")) {
            life.become(state(from));
        }

        // When
        boolean taken = life.become(state(to));

        // Then
        assertThat(taken).isEqualTo(legal);
        assertThat(life.state()).isEqualTo(state(legal ? to : from));
    }

    @ParameterizedTest
    @CsvSource({
        "starting, not ready because it is starting",
        "preparing, not ready because of indexes: away",
        "ready, ''",
        "stopping, not ready because it is stopping",
    })
    void everyStateSaysWhyItIsNotReady(String name, String reason) {
        assertThat(state(name).whyNotReady()).isEqualTo(reason);
    }

    @Test
    void waitEndsAtItsDeadline() throws Exception {
        assertThat(new LifeCycle().awaitReady(Duration.ofMillis(1))).isFalse();
    }
}
