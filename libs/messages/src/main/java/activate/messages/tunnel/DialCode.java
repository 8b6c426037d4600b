package activate.messages.tunnel;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why an agent did not connect a stream's target. */
public enum DialCode {
    /** The target does not listen. */
    REFUSED,
    /** No answer within the deadline. */
    TIMEOUT,
    /** No route, or the name does not resolve. */
    UNREACHABLE,
    /** The agent's policy forbids the target. */
    DENIED,
    /** Too many streams or descriptors. */
    LIMIT,
    /** The preamble is not understood. */
    INVALID;

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code of a word, unless this version does not know it. */
    public static Optional<DialCode> of(@Nullable String word) {
        return Stream.of(values()).filter(code -> code.word().equals(word)).findFirst();
    }
}
