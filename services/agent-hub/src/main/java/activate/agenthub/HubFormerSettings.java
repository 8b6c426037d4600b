package activate.agenthub;

import activate.servicekit.formersettings.FormerSetting;
import activate.servicekit.formersettings.FormerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What moved to {@link HubLimits}. */
@ApplicationScoped
class HubFormerSettings implements FormerSettings {
    @Override
    public List<FormerSetting> all() {
        return List.of(
                moved("streams-per-node"), moved("streams-per-user"), moved("window-budget"));
    }

    private static FormerSetting moved(String name) {
        return new FormerSetting("activate.hub." + name, "activate.hub.limit." + name, "agent-hub");
    }
}
