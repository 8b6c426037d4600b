package activate.legacyapi.stored;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What something was done to. */
@RegisterForReflection
public record Target(String type, String id, String name, @Nullable String organization) {
    Target in(@Nullable String other) {
        return new Target(type, id, name, other);
    }
}
