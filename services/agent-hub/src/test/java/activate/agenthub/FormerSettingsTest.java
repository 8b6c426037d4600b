package activate.agenthub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.settings.former.FormerSetting;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has set what the hub does not read any more is told so, and the hub does not start. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class FormerSettingsTest {
    @Inject Event<StartupEvent> start;
    @Inject SmallRyeConfig config;
    @Inject HubFormerSettings former;

    @ParameterizedTest
    @ValueSource(strings = {"streams-per-node", "streams-per-user", "window-budget"})
    void aSettingThatMovedStopsTheStart(String name) {
        // Given
        System.setProperty("activate.hub." + name, "7");
        try {
            // When, Then: this comes before all other steps of a start
            assertThatThrownBy(() -> start.fire(new StartupEvent()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("activate.hub." + name + " (ACTIVATE_HUB_")
                    .hasMessageContaining("is now activate.hub.limit." + name + " (ACTIVATE_HUB_L");
        } finally {
            System.clearProperty("activate.hub." + name);
        }
    }

    @Test
    void aFileThatHasOneIsReadSoThatItsPresentNameCanBeTold() {
        Map<String, String> file = new HashMap<>();
        former.all().forEach(one -> file.put(one.name(), "7"));
        file.put("activate.hub.id", "hub");
        SmallRyeConfigBuilder reading =
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(file, "file", 260))
                        .addDiscoveredConverters()
                        .withMapping(HubConfig.class)
                        .withMapping(HubLimits.class)
                        .withMapping(HubFormerSettings.Names.class);
        assertThatCode(reading::build).doesNotThrowAnyException();
    }

    @Test
    void whatIsToBeSetInsteadIsRead() {
        for (FormerSetting one : former.all()) {
            assertThat(config.getConfigValue(one.name()).getValue()).as(one.name()).isNull();
            assertThat(config.getConfigValue(one.presentName()).getValue())
                    .as(one.presentName())
                    .isNotNull();
        }
    }
}
