package activate.settings.former;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Stops the start of a service that is given a setting which it does not read any more: who has set
 * it believes that it counts. Which they are is told in one line, with the names that count now.
 */
@ApplicationScoped
public class RefuseFormerSettings {
    private final Config config;
    private final List<FormerSettings> declared;

    RefuseFormerSettings(Config config, @All List<FormerSettings> declared) {
        this.config = config;
        this.declared = List.copyOf(declared);
    }

    /**
     * Before any other step of the start.
     *
     * @throws ConfigurationException where one is set; of that class only the message is shown
     */
    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        String complaints =
                declared.stream()
                        .flatMap(some -> some.all().stream())
                        .filter(this::isSet)
                        .map(FormerSetting::complaint)
                        .sorted()
                        .collect(Collectors.joining("; "));
        if (!complaints.isEmpty()) {
            throw new ConfigurationException("Settings that are not read any more: " + complaints);
        }
    }

    /** An empty value is none. */
    private boolean isSet(FormerSetting former) {
        return config.getOptionalValue(former.name(), String.class).isPresent();
    }
}
