package activate.cli.ssh;

import activate.cli.api.Platform;
import java.util.List;

/**
 * The command that the launcher script becomes. A JVM cannot become another program, and ssh
 * between a JVM and the terminal would have no job control; so this program prints `exec ssh …` and
 * the script, which reads it, runs it in its own place.
 */
final class LaunchPlan {
    private LaunchPlan() {}

    static void print(Platform platform, List<String> words) {
        platform.trace(ShellWords.quote(words));
        platform.terminal().out().println("exec " + ShellWords.quote(words));
    }
}
