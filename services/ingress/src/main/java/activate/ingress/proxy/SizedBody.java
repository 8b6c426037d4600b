package activate.ingress.proxy;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * A body of known length on its way out: its last bytes and its end are one write, so that a small
 * message is one TLS record and one packet. Event loop only.
 */
final class SizedBody implements WriteStream<Buffer> {

    private final WriteStream<Buffer> out;
    private long left;
    private @Nullable Future<Void> ended;

    /**
     * @param length bytes of the body, as its header says
     */
    SizedBody(WriteStream<Buffer> out, long length) {
        this.out = out;
        this.left = length;
    }

    @Override
    public Future<Void> write(Buffer data) {
        left -= data.length();
        if (left < 0) {
            return Future.failedFuture(new IllegalStateException("longer than it said"));
        }
        if (left > 0) {
            return out.write(data);
        }
        ended = out.end(data);
        return ended;
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    @Override
    public Future<Void> end() {
        if (ended != null) {
            return ended;
        }
        return left == 0
                ? out.end()
                : Future.failedFuture(new IllegalStateException("shorter than it said"));
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        end().onComplete(handler);
    }

    @Override
    public SizedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        out.exceptionHandler(handler);
        return this;
    }

    @Override
    public SizedBody setWriteQueueMaxSize(int size) {
        out.setWriteQueueMaxSize(size);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return ended == null && out.writeQueueFull();
    }

    @Override
    public SizedBody drainHandler(@Nullable Handler<Void> handler) {
        if (ended == null) {
            out.drainHandler(handler);
        }
        return this;
    }
}
