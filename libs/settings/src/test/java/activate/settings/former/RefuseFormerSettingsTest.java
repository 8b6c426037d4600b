package activate.settings.former;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RefuseFormerSettingsTest {
    private static final List<FormerSettings> DECLARED =
            List.of(
                    () -> List.of(new FormerSetting("a.per-node", "a.limit.per-node", "hub")),
                    () -> List.of(new FormerSetting("a.of", "b.limit.of", "other")));

    @Test
    void aFormerVariableStopsTheStartAndIsToldWithItsPresentName() {
        RefuseFormerSettings refuse = with(Map.of("A_PER_NODE", "7"), Map.of());
        assertThatThrownBy(() -> refuse.onStart(new StartupEvent()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "Settings that are not read any more: a.per-node (A_PER_NODE) is now"
                                + " a.limit.per-node (A_LIMIT_PER_NODE) of hub");
    }

    @Test
    void allFormerSettingsAreToldInOneLine() {
        RefuseFormerSettings refuse = with(Map.of("A_PER_NODE", "7"), Map.of("a.of", "8"));
        assertThatThrownBy(() -> refuse.onStart(new StartupEvent()))
                .hasMessageContaining("a.of (A_OF) is now b.limit.of (B_LIMIT_OF) of other; a.per-")
                .hasMessageNotContaining("\n");
    }

    @Test
    void presentAndEmptySettingsLetItStart() {
        RefuseFormerSettings refuse =
                with(Map.of("A_LIMIT_PER_NODE", "7", "A_PER_NODE", ""), Map.of("b.limit.of", "8"));
        assertThatCode(() -> refuse.onStart(new StartupEvent())).doesNotThrowAnyException();
    }

    private static RefuseFormerSettings with(
            Map<String, String> environment, Map<String, String> properties) {
        return new RefuseFormerSettings(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new EnvConfigSource(environment, 300),
                                new PropertiesConfigSource(properties, "test", 250))
                        .build(),
                DECLARED);
    }
}
