package activate.legacyapi.platform;

import java.net.URI;
import java.time.InstantSource;

/** A platform at {@code https://platform.test:4443} whose time a test moves. */
public final class ManualPlatform {

    private ManualPlatform() {}

    /** The platform, by this clock. */
    public static Platform at(InstantSource clock) {
        return new Platform(() -> URI.create("https://platform.test:4443/"), clock);
    }
}
