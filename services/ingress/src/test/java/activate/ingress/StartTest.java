package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.settings.former.FormerSetting;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

/** The application as it is built starts, and refuses to under a name of before. */
@QuarkusTest
@QuarkusTestResource(StartTest.FreePorts.class)
final class StartTest {
    @Inject @Readiness HealthCheck edge;
    @Inject Event<StartupEvent> start;
    @Inject SmallRyeConfig config;
    @Inject EdgeFormerSettings former;

    /** A certificate, and ports that nobody has. */
    public static final class FreePorts implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                Path folder = Files.createTempDirectory("edge");
                Certificates.write(folder, "first");
                return Map.of(
                        "activate.ingress.listener.https-port",
                        "-1",
                        "activate.ingress.listener.http-port",
                        "-2",
                        "activate.ingress.listener.cert-file",
                        folder.resolve("cert.pem").toString(),
                        "activate.ingress.listener.key-file",
                        folder.resolve("key.pem").toString());
            } catch (Exception e) {
                // Whatever the making of a certificate throws: the test cannot begin.
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop() {}
    }

    @Test
    void theEdgeIsOpenOnceTheApplicationRuns() {
        assertThat(edge.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void aSettingThatMovedStopsTheStart() {
        for (FormerSetting one : former.all()) {
            System.setProperty(one.name(), "x");
            try {
                assertThatThrownBy(() -> start.fire(new StartupEvent()))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining(one.name())
                        .hasMessageContaining("is now " + one.presentName());
            } finally {
                System.clearProperty(one.name());
            }
            assertThat(config.getConfigValue(one.presentName()).getValue())
                    .as(one.presentName())
                    .isNotNull();
        }
    }
}
