package activate.ingress;

import activate.settings.former.FormerSetting;
import activate.settings.former.FormerSettings;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What the edge had names of its own for, and has those of all services now. */
@ApplicationScoped
public class EdgeFormerSettings implements FormerSettings {
    /**
     * Makes the names known: in a file, an unknown one is refused before its present name is told.
     */
    @ConfigMapping(prefix = "activate.ingress")
    public interface Names {
        Optional<String> forwardingSecretFile();

        Route route();

        Site site();

        /** Of the routes. */
        interface Route {
            Optional<String> legacyApi();

            Optional<String> agentHub();
        }

        /** Of the pages. */
        interface Site {
            Optional<String> publicUrl();
        }
    }

    EdgeFormerSettings(@SuppressWarnings("unused") Names names) {}

    @Override
    public List<FormerSetting> all() {
        return List.of(
                moved("forwarding-secret-file", "activate.forwarded.secret-file"),
                moved("route.legacy-api", "activate.url.legacy-api"),
                moved("route.agent-hub", "activate.url.agent-hub"),
                moved("site.public-url", "activate.platform.public-url"));
    }

    private static FormerSetting moved(String name, String presentName) {
        return new FormerSetting("activate.ingress." + name, presentName, "ingress");
    }
}
