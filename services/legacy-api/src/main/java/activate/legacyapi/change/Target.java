package activate.legacyapi.change;

import org.jspecify.annotations.Nullable;

/** What something was done to. */
public record Target(String type, String id, String name, @Nullable String organization) {}
