package activate.cli.failure;

/** How `pw` ends; scripts depend on the numbers. */
public enum ExitCode {
    OK(0),
    FAILED(1),
    USAGE(2),
    NOT_LOGGED_IN(3),
    FORBIDDEN(4),
    NOT_FOUND(5),
    CONFLICT(6),
    UNREACHABLE(7),
    TIMED_OUT(8);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
