package activate.ingress.limit;

import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblemException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way, watched for size and for standstill on either side. Event loop only; it
 * buffers nothing and passes pause and resume on.
 */
public final class WatchedBody implements ReadStream<Buffer>, Ticks.Waiting {

    private static final double NANOS = 1e9;

    private final Ticks ticks;
    private final ReadStream<Buffer> source;
    private final Bounds bounds;
    private final Verdicts verdicts;
    private Handler<Throwable> onFailure = _ -> {};
    private Handler<Void> onEnd = _ -> {};
    private Runnable onFirst = () -> {};
    private @Nullable EdgeProblem verdict;
    private long demand;
    private long bytes;
    private long sourceNanos;
    private long readerNanos;
    private long sinceNanos = System.nanoTime();
    private boolean begun;
    private boolean broken;
    private boolean done;

    /** The source has ended or broken; one of HTTP/2 then throws when it is asked for more. */
    private boolean over;

    /**
     * How fast one side has to be. Only the time counts in which the body waits for this side.
     *
     * @param silence longest wait for the side to act; zero = for ever
     * @param bytesPerSecond least average, once {@code silence} is over
     * @param total longest wait for the side in all; zero = for ever
     */
    public record Pace(Duration silence, long bytesPerSecond, Duration total) {

        /** May take as long as it likes. */
        public static final Pace ANY = new Pace(Duration.ZERO, 0, Duration.ZERO);

        /** What is asked of a client that reads an answer. */
        public static Pace ofReader(EdgeLimits limits) {
            return new Pace(
                    limits.stalledReader(),
                    limits.readerRate().asLongValue(),
                    limits.readerTimeout());
        }

        /** May be silent for no longer than that. */
        public static Pace silentFor(Duration silence) {
            return new Pace(silence, 0, Duration.ZERO);
        }

        private boolean isBroken(long waitingNanos, long allNanos, long bytes) {
            if (!total.isZero() && allNanos > total.toNanos()) {
                return true;
            }
            if (silence.isZero()) {
                return false;
            }
            long counted = allNanos - silence.toNanos();
            return waitingNanos > silence.toNanos()
                    || (counted > 0 && bytes < counted / NANOS * bytesPerSecond);
        }
    }

    /**
     * What ends a body early.
     *
     * @param bytes most bytes of the body
     * @param source who sends it
     * @param reader who takes it
     */
    public record Bounds(long bytes, Pace source, Pace reader) {}

    /** The problems that stand for each bound. */
    public record Verdicts(EdgeProblem tooLarge, EdgeProblem tooSlow, EdgeProblem stalled) {}

    public WatchedBody(Ticks ticks, ReadStream<Buffer> source, Bounds bounds, Verdicts verdicts) {
        this.ticks = ticks;
        this.source = source;
        this.bounds = bounds;
        this.verdicts = verdicts;
        ticks.add(this);
        source.exceptionHandler(
                cause -> {
                    over = true;
                    failed(cause);
                });
        source.endHandler(_ -> ended());
    }

    /** The reason why the body was ended early, if it was. */
    public @Nullable EdgeProblem verdict() {
        return verdict;
    }

    public boolean isDone() {
        return done;
    }

    /** Whether its source failed before the end. */
    public boolean isBroken() {
        return broken;
    }

    /** Runs once, before the first bytes are passed on. */
    public void beforeFirst(Runnable action) {
        this.onFirst = action;
    }

    /** Stops watching; the stream itself is left as it is. */
    public void stop() {
        done = true;
        ticks.remove(this);
    }

    /** Nobody reads it any more: whoever passes it on is told so, unless it is done. */
    public void abandon(Throwable why) {
        if (!done) {
            source.pause();
            failed(why);
        }
    }

    @Override
    public WatchedBody handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            source.handler(null);
        } else {
            source.handler(buffer -> arrived(buffer, handler));
        }
        return this;
    }

    @Override
    public WatchedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler == null ? _ -> {} : handler;
        return this;
    }

    @Override
    public WatchedBody endHandler(@Nullable Handler<Void> handler) {
        onEnd = handler == null ? _ -> {} : handler;
        return this;
    }

    @Override
    public WatchedBody pause() {
        changeDemand(0);
        if (!over) {
            source.pause();
        }
        return this;
    }

    @Override
    public WatchedBody resume() {
        changeDemand(Long.MAX_VALUE);
        if (!over) {
            source.resume();
        }
        return this;
    }

    @Override
    public WatchedBody fetch(long amount) {
        changeDemand(amount);
        if (!over) {
            source.fetch(amount);
        }
        return this;
    }

    @Override
    public void tick(long nowNanos) {
        long waiting = nowNanos - sinceNanos;
        if (demand == 0) {
            if (bounds.reader().isBroken(waiting, readerNanos + waiting, bytes)) {
                end(verdicts.stalled());
            }
        } else if (bounds.source().isBroken(waiting, sourceNanos + waiting, bytes)) {
            end(verdicts.tooSlow());
        }
    }

    private void changeDemand(long now) {
        if ((demand == 0) != (now == 0)) {
            settle();
        }
        demand = now;
    }

    private void arrived(Buffer buffer, Handler<Buffer> handler) {
        if (verdict != null) {
            return;
        }
        if (buffer.length() == 0) {
            // An empty frame of HTTP/2 is no sign of life, and nothing to pass on.
            if (demand != Long.MAX_VALUE) {
                source.fetch(1);
            }
            return;
        }
        settle();
        if (!begun) {
            begun = true;
            onFirst.run();
        }
        bytes += buffer.length();
        if (bytes > bounds.bytes()) {
            end(verdicts.tooLarge());
            return;
        }
        handler.handle(buffer);
    }

    private void ended() {
        over = true;
        if (!done) {
            stop();
            onEnd.handle(null);
        }
    }

    private void failed(Throwable cause) {
        if (!done) {
            broken = true;
            stop();
            onFailure.handle(cause);
        }
    }

    private void end(EdgeProblem why) {
        verdict = why;
        abandon(new EdgeProblemException(why));
    }

    /** Books the time since the last change to the side that had to act. */
    private void settle() {
        long now = System.nanoTime();
        if (demand == 0) {
            readerNanos += now - sinceNanos;
        } else {
            sourceNanos += now - sinceNanos;
        }
        sinceNanos = now;
    }
}
