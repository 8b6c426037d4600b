package activate.agent.state;

import org.jspecify.annotations.Nullable;

/** The end of a command of the agent: one line, one hint, one exit code. */
public final class AgentFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Exit codes; service managers and scripts depend on the numbers. */
    public enum Code {
        FAILED(1),
        USAGE(2),
        NOT_ENROLLED(3),
        REFUSED(4),
        ALREADY(6),
        UNREACHABLE(7),
        REVOKED(77);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    private final Code code;
    private final String hint;

    public AgentFailure(Code code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    public AgentFailure(Code code, String message, String hint) {
        this(code, message, hint, null);
    }

    public Code code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
