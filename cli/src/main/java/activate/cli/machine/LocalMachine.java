package activate.cli.machine;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything of the machine that a command may touch, given in so that tests give their own. */
public record LocalMachine(
        Map<String, String> environment,
        Path home,
        InputStream in,
        Output output,
        PrintStream err,
        boolean interactive) {

    /** The real one. */
    public static LocalMachine system() {
        return new LocalMachine(
                System.getenv(),
                home(System.getenv("HOME")),
                System.in,
                new Output(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
    }

    /** `HOME` first, as every other program of the user has it. */
    private static Path home(@Nullable String variable) {
        return Path.of(
                variable == null || variable.isEmpty()
                        ? System.getProperty("user.home")
                        : variable);
    }

    /** Standard output for text. */
    public PrintStream out() {
        return output.text();
    }

    /** The value of a variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** `~/.config/pw`, or where the environment moves it. */
    public Path configDirectory() {
        return variable("PW_CREDENTIALS_DIR")
                .map(Path::of)
                .or(() -> variable("XDG_CONFIG_HOME").map(value -> Path.of(value, "pw")))
                .orElse(home.resolve(".config").resolve("pw"));
    }

    /** Tells the user something that is not the answer. */
    public void say(String line) {
        err.println("pw: " + line);
    }
}
