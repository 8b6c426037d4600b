package activate.embedded.part;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a part does not do what it is there for.
 *
 * @param reason one line for the person at the terminal
 */
public record Fault(String reason, Remedy remedy) {

    private static final int LONGEST = 200;
    private static final int MOST_CAUSES = 20;

    public Fault {
        String line = reason.replaceAll("\\s+", " ").strip();
        reason = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** What helps against it, and after how long it is tried. */
    public enum Remedy {
        /** The part itself is broken or silent. */
        RESTART(Duration.ofSeconds(60)),

        /** The part says that it waits for another one; if that goes on, it may be mistaken. */
        LATE_RESTART(Duration.ofMinutes(5)),

        /** Not ours to restart. */
        NONE(Duration.ofDays(36_500));

        private final Duration patience;

        Remedy(Duration patience) {
            this.patience = patience;
        }

        public Duration patience() {
            return patience;
        }
    }

    public static Fault of(String reason) {
        return new Fault(reason, Remedy.RESTART);
    }

    /** The innermost cause says the most: "No space left on device". */
    public static Fault of(String what, Throwable failure) {
        return of(what + ": " + message(failure));
    }

    public static Fault waitsFor(String reason) {
        return new Fault(reason, Remedy.LATE_RESTART);
    }

    /** As that of a server which somebody else runs. */
    public Fault elsewhere() {
        return new Fault(reason, Remedy.NONE);
    }

    /** Of the innermost cause, with its class. */
    public static String message(Throwable failure) {
        Throwable cause = causes(failure).reduce(failure, (_, inner) -> inner);
        String name = cause.getClass().getSimpleName();
        return Optional.ofNullable(cause.getMessage())
                .filter(text -> !text.isBlank())
                .map(text -> name + ": " + text)
                .orElse(name);
    }

    /** The failure itself and its causes, from the outermost on. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }
}
