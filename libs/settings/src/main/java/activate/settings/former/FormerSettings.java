package activate.settings.former;

import java.util.List;

/**
 * Settings that a service had in an earlier version. A service that has some makes a bean of this.
 */
public interface FormerSettings {
    /** All of them, whether set or not. */
    List<FormerSetting> all();
}
