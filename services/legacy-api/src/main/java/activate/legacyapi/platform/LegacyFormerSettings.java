package activate.legacyapi.platform;

import activate.settings.former.FormerSetting;
import activate.settings.former.FormerSettings;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What others limit now. */
@ApplicationScoped
public class LegacyFormerSettings implements FormerSettings {
    /**
     * Makes the name known: in a file, an unknown one is refused before its present name is told.
     */
    @ConfigMapping(prefix = "activate.limit")
    public interface Names {
        Optional<String> nodeTokensPerCluster();
    }

    @Inject
    LegacyFormerSettings(@SuppressWarnings("unused") Names names) {}

    @Override
    public List<FormerSetting> all() {
        return List.of(
                new FormerSetting(
                        "activate.limit.node-tokens-per-cluster",
                        "activate.hub.limit.tokens-per-cluster",
                        "agent-hub"));
    }
}
