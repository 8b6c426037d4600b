package activate.cli.api;

import activate.cli.terminal.ExitCode;
import activate.cli.terminal.Failure;
import java.io.IOException;
import java.util.concurrent.Callable;

/** A command of `pw`: fails with a {@link Failure}, never with a stack trace. */
public abstract class Command implements Callable<Integer> {
    private final Platform platform;

    protected Command(Platform platform) {
        this.platform = platform;
    }

    protected final Platform platform() {
        return platform;
    }

    protected abstract void run() throws Failure, IOException;

    @Override
    public final Integer call() throws Failure {
        try {
            run();
            platform.terminal().out().flush();
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, String.valueOf(e.getMessage()), "", e);
        }
    }
}
