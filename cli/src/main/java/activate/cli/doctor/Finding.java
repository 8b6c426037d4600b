package activate.cli.doctor;

import activate.cli.failure.Failure;
import java.util.Locale;

/**
 * What one step came to.
 *
 * @param hint what to do about it, or nothing
 */
record Finding(Result result, String text, String hint) {
    /** How a step ended; scripts read the words. */
    enum Result {
        OK,
        /** It works, but not as it should. */
        WARNING,
        FAILED,
        /** A step before it failed. */
        NOT_REACHED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static Finding good(String text) {
        return new Finding(Result.OK, text, "");
    }

    static Finding doubtful(String text, String hint) {
        return new Finding(Result.WARNING, text, hint);
    }

    static Finding bad(Failure failure) {
        return new Finding(Result.FAILED, String.valueOf(failure.getMessage()), failure.hint());
    }

    static Finding notReached() {
        return new Finding(Result.NOT_REACHED, "", "");
    }
}
