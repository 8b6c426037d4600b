package activate.legacyapi.user.login;

import activate.settings.bound.PositiveCount;
import activate.settings.bound.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Life of browser sessions, and how many wrong passwords are heard. A source is an IPv4 address or
 * the /64 of an IPv6 address; it is known to an account that has signed in from it.
 */
@ConfigMapping(prefix = "activate.login")
public interface LoginConfig {
    /** A session ends when it is not used for this long. */
    @WithDefault("12h")
    @WithConverter(PositiveDuration.class)
    Duration idle();

    /** A session ends after this long, used or not. */
    @WithDefault("7d")
    @WithConverter(PositiveDuration.class)
    Duration absolute();

    /** Sessions of one account; a sign-in beyond ends the one that was unused for the longest. */
    @WithDefault("100")
    @WithConverter(PositiveCount.class)
    int sessionsPerAccount();

    /** Wrong passwords are counted for this long. */
    @WithDefault("15m")
    @WithConverter(PositiveDuration.class)
    Duration window();

    /** Most wrong passwords for one account from one source in a window. */
    @WithDefault("10")
    @WithConverter(PositiveCount.class)
    int wrongPerAccount();

    /**
     * Wrong passwords from one source in a window, from which on it has three tries for each
     * account that does not know it, and from ten times as many on one.
     */
    @WithDefault("100")
    @WithConverter(PositiveCount.class)
    int wrongPerSource();

    /**
     * Wrong passwords from one source in a window, after which only accounts that know it may try.
     */
    @WithDefault("5000")
    @WithConverter(PositiveCount.class)
    int wrongPerSourceAtMost();

    /**
     * Wrong passwords for one account from everywhere in a window, after which sources that it does
     * not know share one try a pause.
     */
    @WithDefault("50")
    @WithConverter(PositiveCount.class)
    int wrongPerName();

    /** Longest of these pauses; it grows up to here with the wrong passwords. */
    @WithDefault("60s")
    @WithConverter(PositiveDuration.class)
    Duration longestPause();

    /** A source stays known to an account for this long after a sign-in. */
    @WithDefault("30d")
    @WithConverter(PositiveDuration.class)
    Duration knownFor();
}
