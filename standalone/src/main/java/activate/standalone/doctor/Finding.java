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

    static Finding ok(String code, String subject, String cause) {
        return new Finding(code, Level.OK, subject, cause, "");
    }

    static Finding note(String code, String subject, String cause) {
        return new Finding(code, Level.NOTE, subject, cause, "");
    }

    static Finding warning(String code, String subject, String cause, String fix) {
        return new Finding(code, Level.WARNING, subject, cause, fix);
    }

    static Finding failure(String code, String subject, String cause, String fix) {
        return new Finding(code, Level.FAILURE, subject, cause, fix);
    }
}
