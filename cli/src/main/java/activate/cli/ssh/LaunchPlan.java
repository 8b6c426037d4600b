package activate.cli.ssh;

import activate.cli.api.Invocation;
import java.util.List;

/**
 * The command that the launcher script becomes. A JVM cannot become another program, and ssh
 * between a JVM and the terminal would have no job control; so this program prints `exec ssh …` and
 * the script, which reads it, runs it in its own place.
 */
final class LaunchPlan {
    private LaunchPlan() {}

    static void print(Invocation invocation, List<String> words) {
        invocation.trace(ShellWords.quote(words));
        invocation.machine().out().println("exec " + ShellWords.quote(words));
    }
}
