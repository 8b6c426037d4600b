package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A download that nobody reads on: what it costs, and what others on the same tunnel see of it. */
final class SlowReaderTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final Duration STILL = Duration.ofSeconds(3);

    @Test
    void stalledReaderCostsLittleAndSlowsNobody() throws IOException {
        Rig rig = Rig.get();
        try (Agent _ = rig.cluster(rig.closed, "slow-reader")) {
            // Given a fast download
            Process download = download(rig);
            List<ProcessHandle> client = new ArrayList<>();
            try {
                InputStream in = download.getInputStream();
                long began = System.nanoTime();
                in.skipNBytes(100L * MEBIBYTE);
                double rate = 100.0 * MEBIBYTE / (System.nanoTime() - began) * 1e9;

                // When its programs stand still
                client.addAll(download.descendants().toList());
                signal(rig, "STOP", client);
                awaitStandstill(rig);

                // Then the hub keeps little for it
                // (a window is at most eight times what is on the way; that is less than 1 MiB
                // where the round trip is not long for want of processor time)
                double way = rate * rig.hubMetric("activate_tunnel_round_trip_seconds");
                assertThat(rig.hubMetric("activate_tunnel_memory_bytes"))
                        .as("bytes kept with %.0f on the way", way)
                        .isPositive()
                        .isLessThanOrEqualTo(Math.max(MEBIBYTE, 8 * way));

                // And another download on the same tunnel passes
                String other = "head -c 50000000 /dev/zero | tr '\\0' x";
                assertThat(rig.ssh("slow-reader", new byte[0], other).ok().out())
                        .hasSize(50_000_000);

                // And it goes on where it stood
                signal(rig, "CONT", client);
                in.skipNBytes(50L * MEBIBYTE);
            } finally {
                signal(rig, "KILL", client);
                download.destroyForcibly();
            }
        }
    }

    private static Process download(Rig rig) {
        return rig.closed
                .user(rig.home)
                .start(
                        rig.checkout.resolve("pw").toString(),
                        "ssh",
                        "slow-reader",
                        "-l",
                        "alice",
                        "-i",
                        rig.closed.fact("SSH_KEY"),
                        "--",
                        "cat /dev/zero");
    }

    /** The hub's figures are a second old at most; heartbeats and pings are small. */
    private static void awaitStandstill(Rig rig) {
        AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        AtomicLong since = new AtomicLong(System.nanoTime());
        Eventually.holds(
                "nothing more comes from the node",
                Duration.ofSeconds(30),
                () -> {
                    long now = (long) rig.hubMetric("activate_tunnel_received_bytes_total");
                    if (now - last.getAndSet(now) > 1_000) {
                        since.set(System.nanoTime());
                    }
                    return System.nanoTime() - since.get() > STILL.toNanos();
                });
    }

    private static void signal(Rig rig, String name, List<ProcessHandle> processes) {
        List<String> words = new ArrayList<>(List.of("-" + name));
        processes.forEach(process -> words.add(Long.toString(process.pid())));
        if (!processes.isEmpty()) {
            new Shell(List.of("kill"), Map.of(), rig.checkout)
                    .run(Rig.SHORT, words.toArray(String[]::new));
        }
    }
}
