package activate.legacyapi.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** Gives the system's time to whoever asks for an {@link InstantSource}. */
final class Clocks {
    @Produces
    @ApplicationScoped
    InstantSource systemTime() {
        return InstantSource.system();
    }
}
