package activate.e2e;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real systemd, booted on the login node: its network, accounts and homes. */
final class Systemd implements AutoCloseable {
    private final Process process;
    private final Shell root;

    Systemd(Rig rig, Hosts hosts) {
        for (String part :
                List.of(
                        "/lib/systemd/systemd",
                        "/usr/lib/systemd/user/dbus.socket",
                        "/usr/lib/x86_64-linux-gnu/security/pam_systemd.so",
                        "/usr/lib/polkit-1/polkitd")) {
            Assumptions.assumeTrue(Files.exists(Path.of(part)), part + " is not installed");
        }
        process =
                hosts.loginRoot()
                        .start(
                                rig.checkout.resolve("e2e/real/systemd-machine.sh").toString(),
                                rig.folder.resolve("systemd-machine").toString());
        // With the JVM its standard input ends, and so does it, whatever becomes of the rest.
        Eventually.holds("systemd is there", Rig.SHORT, () -> first() > 0);
        root =
                new Shell(
                        List.of(("nsenter -t " + first() + " -m -p -u -i -n -C --").split(" ")),
                        Map.of(),
                        Path.of("/"));
        Eventually.holds(
                "logind answers",
                Rig.SHORT,
                () -> root.run(Rig.SHORT, "loginctl", "list-users").code() == 0);
    }

    private long first() {
        return process.descendants()
                .filter(found -> found.info().command().orElse("").endsWith("/systemd"))
                .mapToLong(ProcessHandle::pid)
                .min()
                .orElse(0);
    }

    /** Runs lines in a login of alice. */
    Shell.Result alice(Duration deadline, String lines) {
        return root.run(deadline, "su", "-l", "alice", "-c", "set -e\n" + lines);
    }

    /** Cuts the power. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(Rig.SHORT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("systemd has not ended");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("left something: exit code " + process.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
