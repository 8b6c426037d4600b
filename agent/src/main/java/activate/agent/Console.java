package activate.agent;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a command may touch of the process, given in so that tests give their own. */
public record Console(
        Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
    public static Console system() {
        return new Console(System.getenv(), System.in, System.out, System.err);
    }
}
