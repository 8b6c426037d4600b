package activate.agenthub.link;

import activate.agenthub.farend.FarEnd;
import activate.tunnel.TunnelStream;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.StreamEnd;
import io.vertx.core.Context;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream through a tunnel. Everything but the methods of {@link FarEnd} runs on the event loop of
 * the agent's socket. At most {@value #IN_FLIGHT} bytes are read ahead of the receiver; what is not
 * read stays within the stream's window at the agent.
 */
final class TunnelFarEnd implements FarEnd, StreamHandler {
    private static final int IN_FLIGHT = 128 * 1024;
    private static final int CHUNK = 32 * 1024;

    private final AgentLink link;
    private final Context context;
    private final TunnelStream stream;
    private final ByteBuffer first;
    private @Nullable Receiver receiver;
    private @Nullable ByteBuffer unsent;
    private @Nullable Runnable unsentAccepted;
    private boolean finishing;
    private boolean finishedReported;
    private int inFlight;
    private @Nullable StreamEnd end;
    private boolean endReported;

    /** Where a preamble was read, {@code first} is what came behind it. */
    TunnelFarEnd(AgentLink link, Context context, TunnelStream stream, ByteBuffer first) {
        this.link = link;
        this.first = first;
        this.context = context;
        this.stream = stream;
    }

    @Override
    public void begin(Receiver to) {
        onLoop(
                () -> {
                    receiver = to;
                    if (first.hasRemaining()) {
                        deliver(to, first);
                    }
                    onReadable();
                    reportEnd();
                });
    }

    @Override
    public void send(ByteBuffer data, Runnable accepted) {
        onLoop(
                () -> {
                    unsent = data;
                    unsentAccepted = accepted;
                    flush();
                });
    }

    @Override
    public void finish() {
        onLoop(
                () -> {
                    finishing = true;
                    flush();
                });
    }

    @Override
    public void cancel() {
        onLoop(() -> stream.reset(ResetCode.CANCELLED));
    }

    @Override
    public void onWritable() {
        flush();
    }

    @Override
    public void onReadable() {
        Receiver to = receiver;
        if (to == null) {
            return;
        }
        while (inFlight < IN_FLIGHT) {
            ByteBuffer data = stream.read(CHUNK);
            if (data == null) {
                break;
            }
            deliver(to, data);
        }
        reportFinished(to);
    }

    private void deliver(Receiver to, ByteBuffer data) {
        int length = data.remaining();
        inFlight += length;
        to.onData(data, () -> onLoop(() -> consumed(length)));
    }

    @Override
    public void onPeerFinished() {
        onReadable();
    }

    @Override
    public void onClosed(StreamEnd how) {
        end = how;
        onReadable();
        reportEnd();
    }

    private void consumed(int length) {
        inFlight -= length;
        onReadable();
        reportEnd();
    }

    private void flush() {
        ByteBuffer data = unsent;
        if (data != null) {
            stream.write(data);
            if (data.hasRemaining() && end == null) {
                return;
            }
            Runnable accepted = Objects.requireNonNull(unsentAccepted);
            unsent = null;
            unsentAccepted = null;
            accepted.run();
        }
        if (finishing && unsent == null) {
            stream.finish();
        }
    }

    private void reportFinished(Receiver to) {
        if (!finishedReported && stream.isReadFinished()) {
            finishedReported = true;
            to.onFinished();
        }
    }

    /** What was read before the end is delivered first. */
    private void reportEnd() {
        Receiver to = receiver;
        StreamEnd how = end;
        if (to == null || how == null || endReported || inFlight > 0) {
            return;
        }
        endReported = true;
        switch (how) {
            case StreamEnd.Finished() -> to.onDone();
            case StreamEnd.ResetByPeer(ResetCode code) -> to.onBroken("reset_" + code);
            case StreamEnd.ResetByUs(ResetCode code) -> to.onBroken("reset_" + code);
            case StreamEnd.SessionEnded _ -> to.onBroken("node_lost");
        }
    }

    /** Runs on the link's event loop, then sends what came of it. */
    private void onLoop(Runnable step) {
        context.runOnContext(
                _ -> {
                    step.run();
                    link.pump();
                });
    }
}
