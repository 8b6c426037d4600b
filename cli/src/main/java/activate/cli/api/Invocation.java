package activate.cli.api;

import activate.cli.credentials.ChooseLogin;
import activate.cli.credentials.Login;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import activate.cli.output.Printer;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a command shares: the options, the terminal and, once asked for, the login and
 * the connection.
 */
public final class Invocation implements AutoCloseable {
    private final LocalMachine machine;
    private final GlobalOptions options;
    private @Nullable Login login;
    private @Nullable OutboundClient client;

    public Invocation(LocalMachine machine, GlobalOptions options) {
        this.machine = machine;
        this.options = options;
    }

    public LocalMachine machine() {
        return machine;
    }

    public GlobalOptions options() {
        return options;
    }

    public Printer printer() {
        boolean color =
                machine.interactive()
                        && !options.noColor()
                        && machine.variable("NO_COLOR").isEmpty();
        return new Printer(machine.out(), options.output(), color);
    }

    /** Says something only when it was asked to. */
    public void trace(String line) {
        if (options.verbose()) {
            machine.say(line);
        }
    }

    public ChooseLogin chooseLogin() {
        return new ChooseLogin(
                machine, options.context(), options.platformHost(), options.caFile());
    }

    /** Who the user is; fails when nobody is logged in. */
    public Login login() throws Failure {
        if (login == null) {
            login = chooseLogin().choose();
        }
        return login;
    }

    /** The API with the user's own credential. */
    public Api api() throws Failure {
        Login user = login();
        return new Api(
                client(),
                user.server(),
                Map.of("Authorization", user.credential().authorization()));
    }

    /** The connection of the chosen login. */
    public OutboundClient client() throws Failure {
        return client(login().caFile());
    }

    /** The connection with a CA file that is chosen before there is a login. */
    public OutboundClient client(Optional<Path> caFile) throws Failure {
        if (client == null) {
            try {
                client = OutboundClient.open(caFile, machine.environment());
            } catch (OutboundException e) {
                throw Refusal.of(e, "");
            } catch (IOException e) {
                throw new Failure(ExitCode.FAILED, Failure.reason(e), "", e);
            }
        }
        return client;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
