package activate.servicekit.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.servicekit.background.BackgroundWork;
import activate.testkit.time.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class PrepareServiceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<String> log = new ArrayList<>();
    private final LifeCycle life = new LifeCycle();

    /** A store that is away for its first tries. */
    private final class Fake implements Preparation {
        private final String name;
        private final int order;
        private final boolean required;
        private int failuresLeft;

        Fake(String name, int order, boolean required, int failures) {
            this.name = name;
            this.order = order;
            this.required = required;
            this.failuresLeft = failures;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int order() {
            return order;
        }

        @Override
        public boolean isRequired() {
            return required;
        }

        @Override
        public void prepare() {
            log.add(name);
            if (failuresLeft-- > 0) {
                throw new IllegalStateException(name + " is away");
            }
        }
    }

    private PrepareService service(Preparation... preparations) {
        return new PrepareService(
                List.of(preparations), life, new BackgroundWork(new SimpleMeterRegistry()));
    }

    private HealthCheckResponse health() {
        return new PreparedCheck(life).call();
    }

    @Test
    void onlyWhatFailedIsDoneAgainInOrder() throws Exception {
        // Given
        PrepareService service =
                service(
                        new Fake("indexes", 10, true, 1),
                        new Fake("tables", 5, true, 0),
                        new Fake("admin", 20, true, 1));

        // When
        assertThatThrownBy(service::prepare)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("indexes is away");
        service.prepare();

        // Then
        assertThat(log).containsExactly("tables", "indexes", "admin", "indexes", "admin");
        assertThat(life.state()).isInstanceOf(LifeState.Ready.class);
    }

    @Test
    void readinessSaysWhatIsMissingAndWhy() {
        // Given
        PrepareService service =
                service(new Fake("indexes", 1, true, 9), new Fake("tables", 2, true, 0));
        assertThat(health().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);

        // When
        assertThatThrownBy(service::prepare).isInstanceOf(IllegalStateException.class);

        // Then
        HealthCheckResponse health = health();
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(health.getData().orElseThrow())
                .extractingByKey("reason")
                .asString()
                .startsWith("not ready because of indexes: ")
                .contains("indexes is away")
                .doesNotContain("tables");
    }

    @Test
    void whatIsNotRequiredIsTriedAgainWhileTheServiceIsReady() {
        // Given
        PrepareService service = service(new Fake("log", 1, false, 2));

        // When, Then
        assertThatThrownBy(service::prepare).isInstanceOf(IllegalStateException.class);
        assertThat(health().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThatThrownBy(service::prepare).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void serviceBecomesReadyByItselfAndIsNotOnceItStops() throws Exception {
        // Given
        PrepareService service = service(new Fake("indexes", 1, true, 2));

        // When
        service.start(new StartupEvent());

        // Then
        assertThat(life.awaitReady(SOON)).isTrue();
        Eventually.holds(
                "health says so",
                SOON,
                () -> health().getStatus() == HealthCheckResponse.Status.UP);
        service.stop(new ShutdownEvent());
        assertThat(health().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    @Test
    void preparationThatEndsAfterTheServiceStoppedDoesNotMakeItReady() throws Exception {
        // Given
        PrepareService service = service(new Fake("indexes", 1, true, 0));
        service.stop(new ShutdownEvent());

        // When
        service.prepare();

        // Then
        assertThat(life.state()).isInstanceOf(LifeState.Stopping.class);
        assertThat(life.awaitReady(SOON)).isFalse();
    }
}
