package activate.legacyapi.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Life of browser sessions, and how many wrong passwords are heard. */
@ConfigMapping(prefix = "activate.login")
public interface LoginConfig {
    /** A session ends when it is not used for this long. */
    @WithDefault("12h")
    Duration idle();

    /** A session ends after this long, used or not. */
    @WithDefault("7d")
    Duration absolute();

    /** Wrong passwords are counted for this long. */
    @WithDefault("15m")
    Duration window();

    /** Most wrong passwords for one account from one source in a window. */
    @WithDefault("10")
    int wrongPerAccount();

    /** Most wrong passwords from one source in a window. */
    @WithDefault("100")
    int wrongPerSource();
}
