package activate.standalone.doctor;

/**
 * The outcome of one check.
 *
 * @param code stable, for scripts and for searching
 * @param subject what was looked at
 * @param cause what was found
 * @param fix what to do; empty when nothing is wrong
 */
public record Finding(String code, Level level, String subject, String cause, String fix) {

    /** How bad it is. */
    public enum Level {
        OK,
        NOTE,
        WARNING,
        FAILURE
    }

    public boolean isFailure() {
        return level == Level.FAILURE;
    }

    /** What is looked at, before it is known how it is. */
    record Subject(String code, String name) {

        Finding ok(String cause) {
            return new Finding(code, Level.OK, name, cause, "");
        }

        Finding note(String cause) {
            return new Finding(code, Level.NOTE, name, cause, "");
        }

        Finding warning(String cause, String fix) {
            return new Finding(code, Level.WARNING, name, cause, fix);
        }

        Finding failure(String cause, String fix) {
            return new Finding(code, Level.FAILURE, name, cause, fix);
        }

        /** A failure, or a warning where the start succeeds all the same. */
        Finding bad(boolean isBearable, String cause, String fix) {
            return isBearable ? warning(cause, fix) : failure(cause, fix);
        }
    }
}
