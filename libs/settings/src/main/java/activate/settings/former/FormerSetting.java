package activate.settings.former;

import java.util.Locale;

/**
 * A setting of an earlier version that is read no more.
 *
 * @param name its name, in dots as in {@code application.properties}
 * @param presentName what is set instead
 * @param service which service reads that
 */
public record FormerSetting(String name, String presentName, String service) {

    /** The line for who has set it. */
    String complaint() {
        return withVariable(name) + " is now " + withVariable(presentName) + " of " + service;
    }

    private static String withVariable(String name) {
        String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return name + " (" + variable + ")";
    }
}
