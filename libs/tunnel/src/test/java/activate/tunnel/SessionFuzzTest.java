package activate.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.config.PeerProfile;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.frame.Frame;
import activate.tunnel.state.ResetCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random and mutated bytes into a session that is in use. Whatever comes: no exception, bounded
/// memory, and nothing left when the carrier is gone.
///
/// `-Dtunnel.fuzz.seconds=` sets the time of the long run, `-Dtunnel.fuzz.seed=` repeats one round.
class SessionFuzzTest {
    private static final long BUDGET = 4 << 20;
    private static final int STEPS = 400;

    @Test
    void fiveSecondsOfNonsenseDoNoHarm() {
        fuzz(Duration.ofSeconds(5));
    }

    @Test
    @Tag("slow")
    void minutesOfNonsenseDoNoHarm() {
        fuzz(Duration.ofSeconds(Long.getLong("tunnel.fuzz.seconds", 600)));
    }

    private static void fuzz(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Long fixed = Long.getLong("tunnel.fuzz.seed");
        Random seeds = new Random();
        long rounds = 0;
        while (System.nanoTime() < until) {
            long seed = fixed == null ? seeds.nextLong() : fixed;
            try {
                new Round(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("repeat with -Dtunnel.fuzz.seed=" + seed, e);
            }
            rounds++;
        }
        assertThat(rounds).isPositive();
    }

    /// One session from its start to its end.
    private static final class Round {
        private final Random random;
        private final MemoryBudget budget = new MemoryBudget(BUDGET);
        private final RecordingListener events = new RecordingListener();
        private final TunnelSession session;
        private long now = SessionPair.START;
        private int nextId;

        Round(long seed) {
            random = new Random(seed);
            TunnelConfig config = TunnelConfig.PLAIN.withPeer(pick(PeerProfile.values()));
            boolean client = random.nextBoolean();
            session =
                    client
                            ? TunnelSession.client(config, budget, events, now)
                            : TunnelSession.server(config, budget, events, now);
            nextId = client ? 2 : 1;
            events.onReadable = s -> act(s, random.nextInt(6));
            events.onOpened = s -> act(s, random.nextInt(12));
            events.onFinished = s -> act(s, random.nextInt(6));
        }

        void run() {
            boolean pureNoise = random.nextInt(20) == 0;
            for (int i = 0; i < STEPS && events.end == null; i++) {
                now += random.nextInt(30_000_000);
                session.receive(pureNoise ? noise() : frames(), now);
                ourSide();
                assertThat(budget.usedBytes()).isBetween(0L, BUDGET);
            }
            session.carrierClosed(now);
            assertThat(events.end).isNotNull();
            assertThat(budget.usedBytes()).isZero();
            assertThat(session.stats().streams()).isZero();
            assertThat(events.closed.keySet()).containsAll(events.opened);
            while (session.poll(1024, now) != null) {
                assertThat(session.hasOutput()).isIn(true, false);
            }
            assertThat(session.hasOutput()).isFalse();
        }

        private void ourSide() {
            switch (random.nextInt(6)) {
                case 0 -> session.open(pick(StreamClass.values()));
                case 1 -> session.tick(now);
                case 2 -> {
                    if (!events.opened.isEmpty()) {
                        int pick = random.nextInt(events.opened.size());
                        act(events.opened.get(pick), random.nextInt(7));
                    }
                }
                default -> {
                    for (int i = 0;
                            i < 10 && session.poll(64 + random.nextInt(40_000), now) != null;
                            i++) {
                        now += 1000;
                    }
                }
            }
            if (random.nextInt(300) == 0) {
                session.drain();
            }
        }

        private void act(TunnelStream stream, int action) {
            switch (action) {
                case 0 -> stream.read();
                case 1 -> stream.read(1 + random.nextInt(1000));
                case 2 -> stream.finish();
                case 3 -> stream.reset(new ResetCode(random.nextInt()));
                case 4 -> {
                    if (stream.isWritable()) {
                        stream.write(ByteBuffer.allocate(random.nextInt(40_000)));
                    }
                }
                default -> {}
            }
        }

        private <E> E pick(E[] values) {
            return values[random.nextInt(values.length)];
        }

        private ByteBuffer noise() {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return ByteBuffer.wrap(bytes);
        }

        /// A few frames that are mostly right, cut anywhere.
        private ByteBuffer frames() {
            ByteBuffer all = ByteBuffer.allocate(200_000);
            for (int i = random.nextInt(6); i >= 0; i--) {
                frame(all);
            }
            all.flip();
            if (random.nextInt(200) == 0 && all.hasRemaining()) {
                all.put(random.nextInt(all.limit()), (byte) random.nextInt());
            }
            return all;
        }

        private void frame(ByteBuffer out) {
            int type = random.nextInt(3000) == 0 ? random.nextInt(256) : weightedType();
            int flags = random.nextInt(2000) == 0 ? random.nextInt(65_536) : weightedFlags(type);
            int id = type >= Frame.PING ? 0 : streamId(flags);
            int length = length(type, flags);
            Frame.putHeader(out, type, flags, id, length);
            if (type == Frame.DATA && length >= 0 && length <= out.remaining()) {
                out.position(out.position() + length);
            }
        }

        private int weightedType() {
            int roll = random.nextInt(4000);
            if (roll < 2000) {
                return Frame.DATA;
            }
            if (roll < 3800) {
                return Frame.WINDOW_UPDATE;
            }
            return roll < 3999 ? Frame.PING : Frame.GO_AWAY;
        }

        private int weightedFlags(int type) {
            if (type == Frame.PING) {
                return 1 + random.nextInt(2);
            }
            int[] usual = {0, 0, 0, 0, Frame.SYN, Frame.SYN, Frame.ACK, Frame.FIN, Frame.RST};
            return usual[random.nextInt(usual.length)];
        }

        private int streamId(int flags) {
            if ((flags & Frame.SYN) != 0 && random.nextInt(1000) != 0) {
                nextId += 2;
                return nextId;
            }
            return random.nextInt(50) == 0
                    ? random.nextInt()
                    : Math.max(1, nextId - random.nextInt(12));
        }

        private int length(int type, int flags) {
            if (type == Frame.GO_AWAY) {
                return random.nextInt(4);
            }
            if (random.nextInt(1000) == 0) {
                return random.nextInt();
            }
            boolean small = (flags & Frame.SYN) != 0 || random.nextBoolean();
            return random.nextInt(small ? 200 : 30_000);
        }
    }
}
