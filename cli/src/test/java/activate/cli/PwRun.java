package activate.cli;

import activate.cli.machine.LocalMachine;
import activate.cli.machine.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One command line and all that came of it. */
public record PwRun(int code, String out, String err) {
    /** The user that runs it: a home directory and some variables. */
    public record User(Path home, Map<String, String> environment) {
        public User with(String name, String value) {
            Map<String, String> more = new HashMap<>(environment);
            more.put(name, value);
            return new User(home, more);
        }

        /**
         * Logs in as ada.
         *
         * @param more words of the command
         */
        public PwRun login(String host, String password, String... more) {
            List<String> words =
                    new ArrayList<>(
                            List.of(
                                    "auth",
                                    "login",
                                    host,
                                    "--username",
                                    "ada",
                                    "--password-stdin"));
            words.addAll(List.of(more));
            return run(password + "\n", words.toArray(String[]::new));
        }

        public PwRun run(String in, String... words) {
            return run(in.getBytes(StandardCharsets.UTF_8), words);
        }

        public PwRun run(byte[] in, String... words) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            LocalMachine machine =
                    new LocalMachine(
                            environment,
                            home,
                            new ByteArrayInputStream(in),
                            new Output(out),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            false);
            int code = Pw.run(machine, words);
            return new PwRun(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }
    }
}
