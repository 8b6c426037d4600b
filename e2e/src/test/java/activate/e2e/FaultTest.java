package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault is seen to have happened before its end is awaited. */
final class FaultTest {
    private static String ssh(Rig rig, String cluster, String command) {
        return rig.ssh(cluster, new byte[0], command).out().strip();
    }

    private static long pid(Rig rig, String part) {
        String status = rig.activate.run(Rig.SHORT, "status").out();
        return status.lines()
                .filter(line -> line.startsWith(part + " "))
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.matches("[0-9]{3,}"))
                .mapToLong(Long::parseLong)
                .filter(number -> ProcessHandle.of(number).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pid of " + part + " in\n" + status));
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        Eventually.holds("process " + pid + " is dead", Rig.SHORT, () -> !process.isAlive());
    }

    @Test
    void killedAgentIsUsableAgainAfterItsRestart() {
        Rig rig = Rig.get();
        try (Agent agent = rig.cluster(rig.closed, "killed-agent")) {
            // When
            agent.kill();
            Eventually.holds("the agent is dead", Rig.SHORT, () -> !agent.isAlive());
            agent.start();

            // Then
            Eventually.holds(
                    "a session works",
                    Rig.SHORT,
                    () -> ssh(rig, "killed-agent", "echo up").equals("up"));
        }
    }

    @Test
    void killedHubGetsItsAgentsBack() {
        Rig rig = Rig.get();
        try (Agent _ = rig.cluster(rig.closed, "killed-hub")) {
            long before = pid(rig, "agent-hub");

            // When
            kill(before);

            // Then
            Eventually.holds(
                    "a session works",
                    Rig.SHORT,
                    () -> ssh(rig, "killed-hub", "echo up").equals("up"));
            assertThat(pid(rig, "agent-hub")).isNotEqualTo(before);
        }
    }

    @Test
    void blackHoledNodeIsToldAsOffAndComesBack() {
        Rig rig = Rig.get();
        try (Agent _ = rig.cluster(rig.closed, "black-hole")) {
            // When
            Shell root = rig.closed.loginRoot();
            root.run(
                            Rig.SHORT,
                            "nft",
                            "insert rule inet firewall output oifname != \"lo\" counter drop")
                    .ok();
            root.run(
                            Rig.SHORT,
                            "nft",
                            "insert rule inet firewall input iifname != \"lo\" counter drop")
                    .ok();

            // Then
            Eventually.holds(
                    "the API says off",
                    Duration.ofSeconds(30),
                    () -> rig.status("black-hole").equals("off"));
            String rules =
                    root.run(Rig.SHORT, "nft", "-a", "list", "table", "inet", "firewall").out();
            assertThat(rules).containsPattern("oifname != \"lo\" counter packets [1-9]");
            remove(root, rules, "output");
            remove(root, rules, "input");
            Eventually.holds(
                    "it is on again",
                    Duration.ofSeconds(90),
                    () -> rig.status("black-hole").equals("on"));
        }
    }

    private static void remove(Shell root, String rules, String chain) {
        String handle =
                rules.lines()
                        .filter(line -> line.contains("if" + "name != \"lo\" counter"))
                        .filter(
                                line ->
                                        line.strip()
                                                .startsWith(chain.equals("output") ? "oif" : "iif"))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .findFirst()
                        .orElseThrow();
        root.run(Rig.SHORT, "nft", "delete", "rule", "inet", "firewall", chain, "handle", handle)
                .ok();
    }

    @Test
    void openSessionLivesAndATokenOpensNewOnesWhileLegacyApiIsAway() throws IOException {
        Rig rig = Rig.get();
        try (Agent _ = rig.cluster(rig.closed, "no-api")) {
            // Given
            String token = rig.pw(rig.closed, "auth", "token").ok().out().strip();
            String key = rig.closed.fact("SSH_KEY");
            Shell user = rig.closed.user(rig.home);
            String pw = rig.checkout.resolve("pw").toString();
            Process open = user.start(pw, "ssh", "no-api", "-l", "alice", "-i", key, "--", "cat");
            var echo = open.inputReader(StandardCharsets.UTF_8);
            open.outputWriter(StandardCharsets.UTF_8).append("before\n").flush();
            assertThat(echo.readLine()).isEqualTo("before");

            // When
            long api = pid(rig, "legacy-api");
            new Shell(List.of(), java.util.Map.of(), rig.checkout)
                    .run(Rig.SHORT, "kill", "-STOP", Long.toString(api))
                    .ok();

            // Then
            open.outputWriter(StandardCharsets.UTF_8).append("after\n").flush();
            assertThat(echo.readLine()).isEqualTo("after");
            Shell.Result fresh =
                    user.with("PW_API_KEY", token)
                            .with("PW_PLATFORM_HOST", "https://activate.test")
                            .with("PW_CA_FILE", rig.folder.resolve("ca.pem").toString())
                            .run(
                                    Rig.SHORT,
                                    pw,
                                    "ssh",
                                    "no-api",
                                    "-l",
                                    "alice",
                                    "-i",
                                    key,
                                    "--",
                                    "echo new");
            assertThat(fresh.out().strip()).isEqualTo("new");
            open.outputWriter(StandardCharsets.UTF_8).close();
            kill(api);
            Eventually.holds(
                    "legacy-api is back",
                    Duration.ofMinutes(2),
                    () -> rig.status("no-api").equals("on"));
        }
    }

    @Test
    void killedDatabaseLosesNothingAcknowledged() {
        Rig rig = Rig.get();
        // Given
        rig.pw(rig.closed, "clusters", "create", "before-kill", "--type", "existing").ok();

        // When
        kill(pid(rig, "postgres"));

        // Then
        Eventually.holds(
                "clusters can be made again",
                Duration.ofMinutes(2),
                () ->
                        rig.pw(rig.closed, "clusters", "create", "after-kill", "--type", "existing")
                                        .code()
                                == 0);
        assertThat(rig.pw(rig.closed, "clusters", "ls").ok().out())
                .contains("before-kill", "after-kill");
    }
}
