package activate.cli.ssh;

import activate.cli.failure.Failure;
import activate.cli.route.PumpStream;
import java.io.PrintStream;

/**
 * The stream of an ssh that a person started: where ssh ends without a login, one more line names
 * what finds out why. `pw ssh` has become ssh by then, and cannot.
 *
 * <p>ssh ends its stream by a hang-up signal as soon as it ends itself, so the line is said in a
 * shutdown hook too.
 */
final class SayWhoKnows {
    private final PumpStream stream;
    private final PrintStream err;
    private final String command;
    private final Runnable withoutLogin;
    private boolean isDone;

    /**
     * @param withoutLogin what else is done where ssh ends without a login
     */
    SayWhoKnows(PumpStream stream, PrintStream err, String command, Runnable withoutLogin) {
        this.stream = stream;
        this.err = err;
        this.command = command;
        this.withoutLogin = withoutLogin;
    }

    /** Names what finds out more, where the failure may have more than one cause. */
    static Failure in(Failure failure, String command) {
        return switch (failure.code()) {
            case UNREACHABLE, TIMED_OUT, FAILED ->
                    command.isEmpty()
                            ? failure
                            : new Failure(
                                    failure.code(),
                                    String.valueOf(failure.getMessage()),
                                    (failure.hint().isEmpty() ? "" : failure.hint() + "; ")
                                            + "the whole way is checked by: "
                                            + command,
                                    failure);
            default -> failure;
        };
    }

    void run() throws Failure {
        Runtime.getRuntime().addShutdownHook(new Thread(this::say, "say who knows"));
        try {
            stream.run();
        } catch (Failure e) {
            silence();
            throw e;
        }
        say();
    }

    /** The failure has a hint of its own. */
    private synchronized void silence() {
        isDone = true;
    }

    private synchronized void say() {
        if (!isDone && stream.isHungUpOn()) {
            err.println("hint: if ssh was not let in, this says why: " + command);
            withoutLogin.run();
        }
        isDone = true;
    }
}
