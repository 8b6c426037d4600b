package activate.legacyapi.platform;

import activate.servicekit.formersettings.FormerSetting;
import activate.servicekit.formersettings.FormerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What others limit now. */
@ApplicationScoped
class LegacyFormerSettings implements FormerSettings {
    @Override
    public List<FormerSetting> all() {
        return List.of(
                new FormerSetting(
                        "activate.limit.node-tokens-per-cluster",
                        "activate.hub.limit.tokens-per-cluster",
                        "agent-hub"));
    }
}
