package activate.legacyapi.input;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code PATCH} means: a member that is absent or null leaves what is there, any other takes
 * its place. An empty text or list is a value, and empties.
 */
public final class Patch {
    private Patch() {}

    /** What is there afterwards. */
    public static <T> @Nullable T kept(@Nullable T wanted, @Nullable T present) {
        return wanted == null ? present : wanted;
    }

    /** The same where there is always something. */
    public static <T> T always(@Nullable T wanted, T present) {
        return Objects.requireNonNullElse(wanted, present);
    }
}
