package activate.cli.failure;

import org.jspecify.annotations.Nullable;

/** The end of a command that did not do what was asked: one line, one hint, one exit code. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String hint;

    public Failure(ExitCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    public Failure(ExitCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    public ExitCode code() {
        return code;
    }

    /** What the user can do next, or nothing. */
    public String hint() {
        return hint;
    }
}
