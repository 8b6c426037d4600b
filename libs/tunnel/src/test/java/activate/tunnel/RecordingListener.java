package activate.tunnel;

import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps what a session reported; reading is up to the test unless a reader is set.
final class RecordingListener implements TunnelListener {
    final List<TunnelStream> opened = new ArrayList<>();
    final List<TunnelStream> finished = new ArrayList<>();
    final Map<TunnelStream, StreamEnd> closed = new LinkedHashMap<>();
    final List<GoAwayCode> goAways = new ArrayList<>();
    Consumer<TunnelStream> onOpened = _ -> {};
    Consumer<TunnelStream> onReadable = _ -> {};
    Consumer<TunnelStream> onWritable = _ -> {};
    Consumer<TunnelStream> onFinished = _ -> {};
    @Nullable SessionEnd end;

    @Override
    public void onStreamOpened(TunnelStream stream) {
        opened.add(stream);
        onOpened.accept(stream);
    }

    @Override
    public void onReadable(TunnelStream stream) {
        onReadable.accept(stream);
    }

    @Override
    public void onWritable(TunnelStream stream) {
        onWritable.accept(stream);
    }

    @Override
    public void onPeerFinished(TunnelStream stream) {
        finished.add(stream);
        onFinished.accept(stream);
    }

    @Override
    public void onStreamClosed(TunnelStream stream, StreamEnd how) {
        if (closed.put(stream, how) != null) {
            throw new AssertionError(stream + " closed twice");
        }
    }

    @Override
    public void onGoAway(GoAwayCode code) {
        goAways.add(code);
    }

    @Override
    public void onSessionClosed(SessionEnd how) {
        if (end != null) {
            throw new AssertionError("session closed twice: " + end + ", " + how);
        }
        end = how;
    }
}
