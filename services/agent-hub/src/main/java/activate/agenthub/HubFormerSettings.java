package activate.agenthub;

import activate.settings.former.FormerSetting;
import activate.settings.former.FormerSettings;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * What has the name that all services use now, moved to {@link HubLimits}, and from there to the
 * kit.
 */
@ApplicationScoped
public class HubFormerSettings implements FormerSettings {
    /**
     * Makes the names known: in a file, an unknown one is refused before its present name is told.
     */
    @ConfigMapping(prefix = "activate.hub")
    public interface Names {
        Optional<String> publicUrl();

        Optional<String> legacyApiUrl();

        Optional<String> streamsPerNode();

        Optional<String> streamsPerUser();

        Optional<String> windowBudget();

        Limit limit();

        /** Of the limits. */
        interface Limit {
            Optional<String> mongodbWait();
        }
    }

    HubFormerSettings(@SuppressWarnings("unused") Names names) {}

    @Override
    public List<FormerSetting> all() {
        return List.of(
                new FormerSetting(
                        "activate.hub.public-url", "activate.platform.public-url", "agent-hub"),
                new FormerSetting(
                        "activate.hub.legacy-api-url", "activate.url.legacy-api", "agent-hub"),
                moved("streams-per-node"),
                moved("streams-per-user"),
                moved("window-budget"),
                new FormerSetting(
                        "activate.hub.limit.mongodb-wait",
                        "activate.mongodb.connection-wait",
                        "agent-hub"));
    }

    private static FormerSetting moved(String name) {
        return new FormerSetting("activate.hub." + name, "activate.hub.limit." + name, "agent-hub");
    }
}
