package activate.cli.doctor;

import activate.cli.failure.Failure;
import java.util.Locale;

/**
 * What one step came to.
 *
 * @param hint what to do about it, or nothing
 */
record StepFinding(Result result, String text, String hint) {
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

    static StepFinding good(String text) {
        return new StepFinding(Result.OK, text, "");
    }

    static StepFinding doubtful(String text, String hint) {
        return new StepFinding(Result.WARNING, text, hint);
    }

    static StepFinding bad(Failure failure) {
        return new StepFinding(Result.FAILED, String.valueOf(failure.getMessage()), failure.hint());
    }

    static StepFinding notReached() {
        return new StepFinding(Result.NOT_REACHED, "", "");
    }
}
