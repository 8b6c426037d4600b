package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The agent as a unit of systemd, with the lines of `docs/enrol.md`: it comes back after a crash
 * and after a reboot without anybody's login, and is upgraded in place.
 */
final class SystemdTest {
    private static final String CLUSTER = "by-systemd";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Rig rig = Rig.get();
    private final Hosts hosts = rig.peered;
    private final EnrolPage page = new EnrolPage(rig, Path.of("/home/alice/ca.pem"));

    private Shell.Result ssh(String command) {
        return rig.pw(
                rig.closed,
                "ssh",
                "--via",
                "tunnel",
                CLUSTER,
                "-l",
                "alice",
                "-i",
                hosts.fact("SSH_KEY"),
                "--",
                command);
    }

    private void isReached(String when) {
        Eventually.holds(when, Rig.SHORT, () -> ssh("true").code() == 0);
    }

    private String agent(String words) {
        return page.variables() + "\n$agent " + words + " --state $state";
    }

    private static String mainPid(Systemd machine) {
        return machine.alice(Rig.SHORT, "systemctl --user show -p MainPID --value activate-agent")
                .ok()
                .out()
                .strip();
    }

    @Test
    void unitOutlivesCrashUpgradeAndReboot() {
        rig.pw(rig.closed, "clusters", "create", CLUSTER, "--type", "existing").ok();
        hosts.alice()
                .run(
                        Rig.SHORT,
                        rig.nodeToken(CLUSTER).getBytes(StandardCharsets.UTF_8),
                        "sh",
                        "-c",
                        "umask 077; cat >/home/alice/token; cp \"$1\" /home/alice/ca.pem",
                        "sh",
                        rig.folder.resolve("ca.pem").toString())
                .ok();
        try (Systemd machine = new Systemd(rig, hosts)) {
            // Given
            machine.alice(PATIENCE, page.onNode()).ok();
            isReached("the lines of the page suffice");
            String pid = mainPid(machine);

            // When, Then
            rig.offerAgent("touch lib/newer-of-systemd");
            machine.alice(PATIENCE, agent("upgrade")).ok();
            rig.offerAgent(":");
            assertThat(mainPid(machine)).as("the unit went on").isEqualTo(pid);
            isReached("after the upgrade");

            // When, Then
            machine.alice(Rig.SHORT, "systemctl --user kill -s KILL activate-agent").ok();
            Eventually.holds(
                    "systemd has started it again",
                    Rig.SHORT,
                    () -> !mainPid(machine).equals(pid) && !mainPid(machine).equals("0"));
            isReached("after the crash");
        }
        try (Systemd machine = new Systemd(rig, hosts)) {
            isReached("after the reboot, without a login");
            leave(machine);
        }
    }

    private void leave(Systemd machine) {
        // When
        Shell.Result uninstall = machine.alice(Rig.SHORT, agent("uninstall")).ok();
        String stop =
                uninstall
                        .err()
                        .lines()
                        .filter(line -> line.startsWith("stop the agent: "))
                        .map(line -> line.substring(line.indexOf(':') + 1))
                        .findFirst()
                        .orElseThrow();
        machine.alice(Rig.SHORT, stop).ok();

        // Then
        assertThat(machine.alice(Rig.SHORT, "systemctl --user is-active activate-agent").out())
                .isEqualTo("inactive\n");
        assertThat(
                        machine.alice(
                                        Rig.SHORT,
                                        "systemctl --user list-unit-files 'activate*' --no-legend")
                                .out())
                .isEmpty();
        assertThat(ssh("true").code()).isNotZero();
    }
}
