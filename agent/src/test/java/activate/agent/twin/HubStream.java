package activate.agent.twin;

import activate.tunnel.TunnelStream;
import activate.tunnel.message.LengthPrefixed;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.StreamEnd;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One stream as a test uses it: everything received is kept, everything to send is queued. */
public final class HubStream {
    private final Context context;
    private final TunnelStream stream;
    private final Runnable pump;
    private final LengthPrefixed preamble = new LengthPrefixed();
    private final CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    private final CompletableFuture<byte[]> finished = new CompletableFuture<>();
    private final CompletableFuture<StreamEnd> end = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private boolean finishing;
    private volatile boolean paused;

    HubStream(Context context, TunnelStream stream, Runnable pump) {
        this.context = context;
        this.stream = stream;
        this.pump = pump;
    }

    void preamble(String target) {
        JsonObject message =
                new JsonObject()
                        .put("v", 1)
                        .put("id", "s")
                        .put("offset", 0)
                        .put("target", target)
                        .put("class", "interactive")
                        .put("deadlineMs", 2000);
        stream.write(
                LengthPrefixed.encode(
                        ByteBuffer.wrap(message.encode().getBytes(StandardCharsets.UTF_8))));
        pump.run();
    }

    /** What the agent answered to the preamble. */
    public JsonObject answer() {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** All bytes until the agent's end of the stream. */
    public byte[] all() {
        return finished.orTimeout(60, TimeUnit.SECONDS).join();
    }

    public StreamEnd end() {
        return end.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Stops reading, so that the window of the stream runs out. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        context.runOnContext(
                _ -> {
                    read();
                    pump.run();
                });
    }

    public void send(byte[] bytes) {
        context.runOnContext(
                _ -> {
                    waiting.add(ByteBuffer.wrap(bytes));
                    flush();
                    pump.run();
                });
    }

    public void finish() {
        context.runOnContext(
                _ -> {
                    finishing = true;
                    flush();
                    pump.run();
                });
    }

    public void reset() {
        context.runOnContext(
                _ -> {
                    stream.reset(ResetCode.CANCELLED);
                    pump.run();
                });
    }

    public int received() {
        synchronized (received) {
            return received.size();
        }
    }

    void flush() {
        for (ByteBuffer next = waiting.peek(); next != null; next = waiting.peek()) {
            stream.write(next);
            if (next.hasRemaining()) {
                return;
            }
            waiting.remove();
        }
        if (finishing) {
            stream.finish();
        }
    }

    void read() {
        if (paused) {
            return;
        }
        for (@Nullable ByteBuffer bytes = stream.read(); bytes != null; bytes = stream.read()) {
            take(bytes);
        }
        if (stream.isReadFinished()) {
            finished.complete(received.toByteArray());
        }
    }

    private void take(ByteBuffer bytes) {
        if (!answer.isDone()
                && preamble.read(bytes)
                        instanceof LengthPrefixed.Read.Message(ByteBuffer message)) {
            answer.complete(new JsonObject(StandardCharsets.UTF_8.decode(message).toString()));
        }
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        synchronized (received) {
            received.writeBytes(rest);
        }
    }

    void closed(StreamEnd how) {
        end.complete(how);
        finished.completeExceptionally(new AssertionError("closed: " + how));
    }
}
