package activate.settings.former;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The names that the bind address of internal listeners had in some services. */
@ApplicationScoped
public class FormerBindAddresses implements FormerSettings {
    private static final String PRESENT = "ACTIVATE_INTERNAL_BIND";

    private final String service;

    @Inject
    FormerBindAddresses(@ConfigProperty(name = "quarkus.application.name") String service) {
        this.service = service;
    }

    @Override
    public List<FormerSetting> all() {
        return List.of(
                new FormerSetting("ACTIVATE_INTERNAL_HOST", PRESENT, service),
                new FormerSetting("ACTIVATE_MANAGEMENT_HOST", PRESENT, service));
    }
}
