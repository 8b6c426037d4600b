package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.SimulatedLink.Shape;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.config.TunnelLimits;
import activate.tunnel.config.TunnelLimits.Rate;
import activate.tunnel.state.ResetCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Close, dial and cancel race, and something is never freed.
class Pitfall12RacingCloseTest {
    private static final TunnelConfig BUSY =
            TunnelConfig.ACTIVATE.withLimits(
                    new TunnelLimits(
                            500,
                            256,
                            new Rate(1_000_000, 1_000_000),
                            new Rate(1_000_000, 1_000_000),
                            new Rate(2000, 2000),
                            new Rate(2000, 2000),
                            new Rate(1_000_000, 1_000_000)));

    @Test
    void aHundredThousandInterleavingsLeaveNothing() {
        run(new Random(20_251_122), 100_000);
    }

    @Property(tries = 20)
    void anyInterleavingLeavesNothing(@ForAll long seed) {
        run(new Random(seed), 2_000);
    }

    private static void run(Random random, int steps) {
        // given
        Shape shape = Shape.of(200, 1, 300_000);
        var tunnel = new SimulatedTunnel(BUSY, shape, shape, random);
        List<TunnelStream> streams = new ArrayList<>();
        tunnel.hubEvents.onOpened = streams::add;
        tunnel.agentEvents.onOpened = streams::add;

        // when
        for (int i = 0; i < steps; i++) {
            step(tunnel, streams, random);
            if (random.nextInt(4) == 0) {
                tunnel.run(Duration.ofNanos(random.nextInt(300_000)));
            }
        }
        finishAll(tunnel, streams);

        // then
        assertThat(tunnel.hubEvents.end).isNull();
        assertThat(tunnel.agentEvents.end).isNull();
        assertThat(tunnel.hub.stats().streams()).isZero();
        assertThat(tunnel.agent.stats().streams()).isZero();
        assertThat(tunnel.hubBudget.usedBytes()).isZero();
        assertThat(tunnel.agentBudget.usedBytes()).isZero();
        assertThat(tunnel.hubEvents.closed.size() + tunnel.agentEvents.closed.size())
                .isEqualTo(streams.size());
    }

    private static void step(SimulatedTunnel tunnel, List<TunnelStream> streams, Random random) {
        TunnelSession session = random.nextBoolean() ? tunnel.hub : tunnel.agent;
        if (streams.isEmpty() || random.nextInt(8) == 0) {
            if (session.open(StreamClass.INTERACTIVE)
                    instanceof OpenResult.Opened(TunnelStream opened)) {
                streams.add(opened);
            }
            return;
        }
        int recent = Math.min(streams.size(), 60);
        TunnelStream stream = streams.get(streams.size() - 1 - random.nextInt(recent));
        switch (random.nextInt(10)) {
            case 0 -> stream.reset(ResetCode.CANCELLED);
            case 1, 2 -> stream.finish();
            case 3, 4, 5 -> {
                if (stream.isWritable()) {
                    stream.write(ByteBuffer.allocate(random.nextInt(30_000)));
                }
            }
            default -> stream.read(1 + random.nextInt(50_000));
        }
    }

    private static void finishAll(SimulatedTunnel tunnel, List<TunnelStream> streams) {
        tunnel.run(Duration.ofSeconds(1));
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).reset(ResetCode.CANCELLED);
        }
        tunnel.run(Duration.ofSeconds(1));
    }
}
