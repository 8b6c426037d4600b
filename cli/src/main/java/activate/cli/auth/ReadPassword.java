package activate.cli.auth;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Gets the password from standard input or, unseen, from the keyboard; never from the command line.
 */
public final class ReadPassword {
    private static final int LONGEST = 4096;

    private final LocalMachine machine;
    private final boolean fromStdin;
    private final String example;

    /**
     * Reads when it is asked to.
     *
     * @param example how the command is given a password on standard input
     */
    public ReadPassword(LocalMachine machine, boolean fromStdin, String example) {
        this.machine = machine;
        this.fromStdin = fromStdin;
        this.example = example;
    }

    String read(String username) throws Failure, IOException {
        if (fromStdin) {
            return fromStdin();
        }
        Console console = machine.interactive() ? System.console() : null;
        if (console == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "there is no terminal to ask for the password",
                    "use --password-stdin");
        }
        char[] password = console.readPassword("Password of %s: ", username);
        if (password == null || password.length == 0) {
            throw new Failure(ExitCode.USAGE, "no password given", "");
        }
        return new String(password);
    }

    private String fromStdin() throws Failure, IOException {
        String text = new String(machine.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
        String password = text.lines().findFirst().orElse("");
        if (password.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE, "standard input holds no password", "use: " + example);
        }
        return password;
    }
}
