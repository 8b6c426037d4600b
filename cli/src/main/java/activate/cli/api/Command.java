package activate.cli.api;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import java.io.IOException;
import java.util.concurrent.Callable;

/** A command of `pw`: fails with a {@link Failure}, never with a stack trace. */
public abstract class Command implements Callable<Integer> {
    private final Invocation invocation;

    protected Command(Invocation invocation) {
        this.invocation = invocation;
    }

    protected final Invocation invocation() {
        return invocation;
    }

    protected abstract void run() throws Failure, IOException;

    @Override
    public final Integer call() throws Failure {
        try {
            run();
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, Failure.reason(e), "", e);
        }
    }
}
