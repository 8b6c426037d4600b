package activate.ingress.proxy;

import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way, watched for size and for standstill on either side. Event loop only; it
 * buffers nothing and passes pause and resume on.
 */
final class WatchedBody implements ReadStream<Buffer> {

    private static final long TICK_MILLIS = 500;
    private static final double NANOS = 1e9;

    /**
     * What ends a body early.
     *
     * @param bytes most bytes of the body
     * @param silence longest wait for a byte that was asked for; zero = for ever
     * @param stalled longest wait until the other side asks again
     * @param bytesPerSecond least average while asked, once {@code silence} is over; zero = any
     */
    record Bounds(long bytes, Duration silence, Duration stalled, long bytesPerSecond) {}

    /** The problems that stand for each bound. */
    record Verdicts(EdgeProblem tooLarge, EdgeProblem tooSlow, EdgeProblem stalled) {}

    private final Vertx vertx;
    private final ReadStream<Buffer> source;
    private final Bounds bounds;
    private final Verdicts verdicts;
    private final long timer;
    private Handler<Throwable> onFailure = _ -> {};
    private Handler<Void> onEnd = _ -> {};
    private Runnable onFirst = () -> {};
    private @Nullable EdgeProblem verdict;
    private long demand;
    private long bytes;
    private long waitedNanos;
    private long sinceNanos = System.nanoTime();
    private boolean broken;
    private boolean done;

    WatchedBody(Vertx vertx, ReadStream<Buffer> source, Bounds bounds, Verdicts verdicts) {
        this.vertx = vertx;
        this.source = source;
        this.bounds = bounds;
        this.verdicts = verdicts;
        this.timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick());
        source.exceptionHandler(
                cause -> {
                    broken = true;
                    failed(cause);
                });
        source.endHandler(_ -> ended());
    }

    /** The reason why the body was ended early, if it was. */
    @Nullable EdgeProblem verdict() {
        return verdict;
    }

    /** Whether its sender broke it off, or sent another length than it had announced. */
    boolean isBroken() {
        return broken;
    }

    boolean isDone() {
        return done;
    }

    /** Runs before the first bytes are passed on. */
    void beforeFirst(Runnable action) {
        this.onFirst = action;
    }

    /** Stops watching; the stream itself is left as it is. */
    void stop() {
        done = true;
        vertx.cancelTimer(timer);
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
        source.pause();
        return this;
    }

    @Override
    public WatchedBody resume() {
        changeDemand(Long.MAX_VALUE);
        source.resume();
        return this;
    }

    @Override
    public WatchedBody fetch(long amount) {
        changeDemand(amount);
        source.fetch(amount);
        return this;
    }

    private void changeDemand(long now) {
        if ((demand == 0) != (now == 0)) {
            settle();
        }
        demand = now;
    }

    private void arrived(Buffer buffer, Handler<Buffer> handler) {
        settle();
        if (verdict != null) {
            return;
        }
        if (bytes == 0) {
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
        if (!done) {
            stop();
            onEnd.handle(null);
        }
    }

    private void failed(Throwable cause) {
        if (!done) {
            stop();
            onFailure.handle(cause);
        }
    }

    private void tick() {
        long waiting = System.nanoTime() - sinceNanos;
        if (demand == 0) {
            if (waiting > bounds.stalled().toNanos()) {
                end(verdicts.stalled());
            }
            return;
        }
        if (bounds.silence().isZero()) {
            return;
        }
        long asked = waitedNanos + waiting - bounds.silence().toNanos();
        if (waiting > bounds.silence().toNanos()
                || (asked > 0 && bytes < asked / NANOS * bounds.bytesPerSecond())) {
            end(verdicts.tooSlow());
        }
    }

    private void end(EdgeProblem why) {
        verdict = why;
        source.pause();
        failed(new Refusal(why));
    }

    /** Books the time since the last change to the side that had to act. */
    private void settle() {
        long now = System.nanoTime();
        if (demand != 0) {
            waitedNanos += now - sinceNanos;
        }
        sinceNanos = now;
    }
}
