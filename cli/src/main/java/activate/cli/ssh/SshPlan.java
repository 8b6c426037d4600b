package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.openssh.ShellWords;
import java.util.List;

/**
 * The command line of ssh, without the user's own words for it: a JVM cannot become another
 * program, and ssh between a JVM and the terminal would have no job control. So it is printed as
 * assignments for the launcher, which puts the user's words between and becomes ssh.
 *
 * @param first words before the user's options: ssh takes the first value that it is given
 * @param last words behind them, with the name of the host at the end
 */
record SshPlan(List<String> first, List<String> last) {
    void print(Invocation invocation) {
        invocation.trace("ssh " + ShellWords.quote(first) + " … " + ShellWords.quote(last));
        invocation.machine().out().println(text());
    }

    /** The assignments, in two lines. */
    String text() {
        return "first="
                + ShellWords.quote(ShellWords.quote(first))
                + "\nlast="
                + ShellWords.quote(ShellWords.quote(last));
    }
}
