package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two nodes of one cluster that have one host name, as clones of an image do. */
final class TwoNodesTest {
    private static final String CLUSTER = "pair";
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final Rig rig = Rig.get();

    private Shell.Result ssh(String node, String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("ssh", "--node", node));
        words.addAll(
                List.of(
                        "-i",
                        rig.closed.fact("SSH_KEY"),
                        "-i",
                        rig.direct.fact("SSH_KEY"),
                        "-l",
                        "alice"));
        words.addAll(List.of(options));
        words.addAll(List.of(CLUSTER, "--", "cat", "where"));
        return rig.pw(rig.closed, words.toArray(String[]::new));
    }

    private static void mark(Hosts hosts, String text) {
        hosts.alice()
                .run(
                        Rig.SHORT,
                        text.getBytes(StandardCharsets.UTF_8),
                        "sh",
                        "-c",
                        "cat >/home/alice/where")
                .ok();
    }

    private String nodes() {
        return rig.pw(rig.closed, "clusters", "nodes", CLUSTER, "-o", "json").ok().out();
    }

    private List<String> ids() {
        return ID.matcher(nodes()).results().map(found -> found.group(1)).toList();
    }

    @Test
    void eachIsReachedByItsIdAndTheirNameIsRefused() {
        mark(rig.closed, "closed");
        mark(rig.direct, "direct");
        try (Agent _ = rig.cluster(rig.closed, CLUSTER);
                Agent second = new Agent(rig, rig.direct, CLUSTER + "-2")) {
            // Given
            String first = ids().getFirst();
            second.enrol(rig.nodeToken(CLUSTER), rig.direct.fact("SSH_HOST_KEY"));
            second.start();
            Eventually.holds(
                    "both are online",
                    Rig.SHORT,
                    () -> !nodes().contains("offline") && ids().size() == 2);
            String other = ids().stream().filter(id -> !id.equals(first)).findFirst().orElseThrow();

            // When
            Shell.Result byName = ssh("login");

            // Then
            assertThat(byName.code()).isEqualTo(6);
            assertThat(byName.err()).contains(first).contains(other).doesNotContain("Exception");
            String[] shared = {
                "-oControlMaster=auto", "-oControlPersist=5", "-oControlPath=/tmp/e2e-pair-%C"
            };
            assertThat(ssh(first, shared).ok().out()).isEqualTo("closed");
            assertThat(ssh(other, shared).ok().out()).isEqualTo("direct");
            assertThat(ssh(first).ok().out()).isEqualTo("closed");
            assertThat(ssh(other).ok().out()).isEqualTo("direct");

            // When
            second.kill();

            // Then
            Eventually.holds(
                    "the name is that of the one that is left",
                    Duration.ofSeconds(60),
                    () -> ssh("login").out().equals("closed"));
            assertThat(ssh(other).code()).isEqualTo(255);
        }
    }
}
