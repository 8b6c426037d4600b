package activate.legacyapi.change;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What something was done to. */
@RegisterForReflection
public record Target(String type, String id, String name, @Nullable String organization) {}
