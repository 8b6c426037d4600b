package activate.agenthub.peered;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubConfig;
import activate.agenthub.TestNode;
import activate.agenthub.node.Node;
import activate.testkit.time.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PeeredHostsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ofMillis(1);
    private static final InetSocketAddress ADDRESS =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.9.1"), 22);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final Probes probes = new Probes();
    private final PeeredHosts hosts =
            new PeeredHosts(
                    config(),
                    new PeeredNetworks(List.of("127.0.9.0/24")),
                    probes,
                    new SimpleMeterRegistry(),
                    () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());

    /** Probes that end when the test says so. */
    private static final class Probes extends ProbeHostKey {
        private final LinkedBlockingQueue<CompletableFuture<Boolean>> begun =
                new LinkedBlockingQueue<>();

        @Override
        boolean isProved(InetSocketAddress address, List<String> keys, Duration timeout)
                throws IOException {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            begun.add(answer);
            if (answer.join()) {
                return true;
            }
            throw new IOException("nothing answers");
        }

        CompletableFuture<Boolean> next() throws InterruptedException {
            CompletableFuture<Boolean> next = begun.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no probe was begun");
            }
            return next;
        }
    }

    private static HubConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(HubConfig.class)
                .withDefaultValue("activate.hub.id", "hub-1")
                .build()
                .getConfigMapping(HubConfig.class);
    }

    private static Node node(String id) {
        return TestNode.of(id, "", "", List.of("ssh-ed25519 AAAA"));
    }

    private PeeredHosts.Proof prove(String id, Duration timeout) {
        return hosts.prove(node(id), ADDRESS, timeout);
    }

    @Test
    void silenceIsBelievedForHalfAMinute() throws InterruptedException {
        // Given
        assertThat(prove("n", NONE)).isEqualTo(PeeredHosts.Proof.PENDING);
        probes.next().complete(false);
        assertThat(prove("n", PATIENCE)).isEqualTo(PeeredHosts.Proof.SILENT);

        // When
        clock.advance(Duration.ofSeconds(29));

        // Then
        assertThat(prove("n", PATIENCE)).isEqualTo(PeeredHosts.Proof.SILENT);
        assertThat(probes.begun).isEmpty();

        // When
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(prove("n", NONE)).isEqualTo(PeeredHosts.Proof.PENDING);
        probes.next().complete(true);
        assertThat(prove("n", PATIENCE)).isEqualTo(PeeredHosts.Proof.PROVED);
    }

    @Test
    void onlySoManyAreAskedAtOnceAndWhoComesThenIsAskedLater() throws InterruptedException {
        // Given
        List<CompletableFuture<Boolean>> running = new ArrayList<>();
        for (int i = 0; i < PeeredHosts.MOST_PROBES; i++) {
            prove("n-" + i, NONE);
            running.add(probes.next());
        }

        // When
        PeeredHosts.Proof refused = prove("late", PATIENCE);

        // Then
        assertThat(refused).isEqualTo(PeeredHosts.Proof.PENDING);
        assertThat(probes.begun).isEmpty();

        // When
        running.getFirst().complete(true);
        assertThat(prove("n-0", PATIENCE)).isEqualTo(PeeredHosts.Proof.PROVED);
        prove("late", NONE);

        // Then
        probes.next().complete(true);
        assertThat(prove("late", PATIENCE)).isEqualTo(PeeredHosts.Proof.PROVED);
    }
}
