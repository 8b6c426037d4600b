package activate.agent.link;

import activate.agent.forward.DialTarget;
import activate.agent.forward.ForwardStream;
import activate.agent.forward.StreamHost;
import activate.agent.platform.WireJson;
import activate.agent.state.AgentVersion;
import activate.messages.tunnel.AgentHello;
import activate.outbound.ByteSocket;
import activate.tunnel.OpenResult;
import activate.tunnel.StreamClass;
import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelSession;
import activate.tunnel.TunnelStream;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.message.LengthPrefixed;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drives one session over one socket. One lock is held around every call to the session; the
 * socket's receiver, a writer and a ticker are its three threads. At most one message is on its way
 * to the socket, so nothing but the scheduler decides what goes next.
 */
final class TunnelDriver implements TunnelListener, StreamHost {
    private static final int MESSAGE = 64 * 1024;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final ByteSocket socket;
    private final DialTarget dialler;
    private final Runnable onGoAway;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition finished = lock.newCondition();
    private final TunnelSession session;
    private boolean ended;
    private String reason = "";

    TunnelDriver(
            ByteSocket socket,
            TunnelConfig config,
            MemoryBudget budget,
            DialTarget dialler,
            Runnable onGoAway) {
        this.socket = socket;
        this.dialler = dialler;
        this.onGoAway = onGoAway;
        this.session = TunnelSession.client(config, budget, this, System.nanoTime());
    }

    /** Says hello on the control stream and begins to work. */
    void start() {
        lock.lock();
        try {
            if (session.open(StreamClass.CONTROL)
                    instanceof OpenResult.Opened(TunnelStream control)) {
                AgentHello hello = new AgentHello(AgentVersion.TEXT, List.of());
                control.write(LengthPrefixed.encode(WireJson.bytes(hello)));
            }
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("tunnel-writer").start(this::write);
        Thread.ofVirtual().name("tunnel-ticker").start(this::tick);
    }

    void receive(ByteBuffer bytes) {
        lock.lock();
        try {
            session.receive(bytes, System.nanoTime());
            wakeWriter();
        } finally {
            lock.unlock();
        }
    }

    void carrierClosed() {
        lock.lock();
        try {
            session.carrierClosed(System.nanoTime());
            wakeWriter();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session now, telling the hub. */
    void stop() {
        lock.lock();
        try {
            session.close(GoAwayCode.NORMAL);
            wakeWriter();
        } finally {
            lock.unlock();
        }
    }

    /** Why the session ended on this side; empty while it goes on or when the carrier ended it. */
    String reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ReentrantLock lock() {
        return lock;
    }

    @Override
    public void wakeWriter() {
        work.signal();
    }

    private void write() {
        try {
            for (ByteBuffer message = take(); message != null; message = take()) {
                socket.send(message, SEND_TIMEOUT);
            }
            socket.close(1000, "", CLOSE_TIMEOUT);
        } catch (IOException _) {
            socket.abort("the platform took nothing any more");
        } catch (InterruptedException _) {
            socket.abort("interrupted");
        }
        carrierClosed();
    }

    /** The next message, waiting for it; null when the session has ended and nothing is left. */
    private @org.jspecify.annotations.Nullable ByteBuffer take() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                ByteBuffer message = session.poll(MESSAGE, System.nanoTime());
                if (message != null || ended) {
                    return message;
                }
                work.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        lock.lock();
        try {
            while (!ended) {
                long next = session.tick(System.nanoTime());
                wakeWriter();
                long wait = Math.max(TimeUnit.MILLISECONDS.toNanos(1), next - System.nanoTime());
                if (!ended) {
                    var _ = finished.awaitNanos(wait);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onStreamOpened(TunnelStream stream) {
        ForwardStream.serve(this, stream, dialler);
    }

    @Override
    public void onReadable(TunnelStream stream) {
        if (stream.attachment() instanceof ForwardStream forward) {
            forward.onReadable();
            return;
        }
        // The control stream: this version knows no message that asks for something.
        ByteBuffer bytes = stream.read();
        while (bytes != null) {
            bytes = stream.read();
        }
    }

    @Override
    public void onWritable(TunnelStream stream) {
        if (stream.attachment() instanceof ForwardStream forward) {
            forward.onWritable();
        }
    }

    @Override
    public void onPeerFinished(TunnelStream stream) {
        if (stream.attachment() instanceof ForwardStream forward) {
            forward.onReadable();
        }
    }

    @Override
    public void onStreamClosed(TunnelStream stream, StreamEnd end) {
        if (stream.attachment() instanceof ForwardStream forward) {
            forward.onClosed(end);
        }
    }

    @Override
    public void onGoAway(GoAwayCode code) {
        onGoAway.run();
    }

    @Override
    public void onSessionClosed(SessionEnd end) {
        ended = true;
        reason =
                switch (end) {
                    case SessionEnd.PeerGone _ -> "";
                    case SessionEnd.PeerLeft(GoAwayCode code) ->
                            "the platform ended the tunnel: " + code;
                    case SessionEnd.ProtocolError(String what) -> "protocol error: " + what;
                    case SessionEnd.Timeout(SessionEnd.Timeout.Kind kind) ->
                            "the platform is silent: " + kind;
                    case SessionEnd.LocalClose _ -> "";
                };
        finished.signalAll();
        work.signalAll();
    }
}
