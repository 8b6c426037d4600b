package activate.agent.link;

import activate.agent.forward.DialTarget;
import activate.agent.platform.AgentApi;
import activate.agent.state.EnrolledNode;
import activate.agent.state.NodeKeyPair;
import activate.messages.tunnel.OpeningMessage;
import activate.outbound.ByteSocket;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.config.Windows;
import activate.tunnel.flow.MemoryBudget;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection to the platform, from the upgrade to its end. */
final class Link {
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    /**
     * What the tunnel may hold unread on this node, all streams together: less where the heap is
     * small.
     */
    static final long MEMORY = Math.min(24L << 20, Runtime.getRuntime().maxMemory() * 3 / 10);

    private static final int LONGEST_WINDOW = (int) Math.min(16L << 20, MEMORY);

    private static final TunnelConfig CONFIG =
            TunnelConfig.ACTIVATE.withWindows(
                    new Windows(
                            Windows.DEFAULTS.initialBytes(),
                            LONGEST_WINDOW,
                            MEMORY,
                            Windows.DEFAULTS.sendQueueBytes(),
                            Windows.DEFAULTS.frameBytes()));

    private final EnrolledNode identity;
    private final Handshake handshake;
    private final MemoryBudget budget;
    private final DialTarget dialler;
    private final Events events;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<Long> welcomed = new CompletableFuture<>();
    private volatile @Nullable TunnelDriver driver;
    private volatile boolean stopped;
    private volatile int closeCode;
    private volatile String closeReason = "";

    /** What the owner of a link hears from it, on any thread. */
    interface Events {
        void connected(String hub, long generation);

        /** The hub takes no new streams: connect anew while this link finishes. */
        void leaving();
    }

    Link(
            EnrolledNode identity,
            NodeKeyPair key,
            MemoryBudget budget,
            DialTarget dialler,
            Events events) {
        this.identity = identity;
        this.handshake = new Handshake(identity, key);
        this.budget = budget;
        this.dialler = dialler;
        this.events = events;
    }

    /** Connects and serves until the end. */
    LinkEnd run(OutboundClient client) {
        ByteSocket socket;
        try {
            socket =
                    client.socket(
                            URI.create(
                                    "wss://"
                                            + identity.server().getRawAuthority()
                                            + "/ws/ssh/tunnel"),
                            Map.of("Authorization", AgentApi.basic(identity.apiKey())),
                            OpeningMessage.SUBPROTOCOL,
                            UPGRADE_TIMEOUT);
        } catch (OutboundException e) {
            boolean refused = e.status() == 401 || e.status() == 403;
            String reason = String.valueOf(e.getMessage());
            return refused
                    ? new LinkEnd.Unauthorized(reason, Duration.ZERO)
                    : new LinkEnd.Lost(reason, Duration.ZERO);
        }
        socket.start(new Receiver(socket));
        return serve(socket);
    }

    private LinkEnd serve(ByteSocket socket) {
        try {
            welcomed.get(HANDSHAKE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            socket.abort("the platform did not answer the proof in time");
        } catch (ExecutionException _) {
            // closed() knows why.
        } catch (InterruptedException _) {
            socket.abort("interrupted");
            Thread.currentThread().interrupt();
        }
        long since = System.nanoTime();
        boolean served = driver != null;
        try {
            over.await();
        } catch (InterruptedException _) {
            socket.abort("interrupted");
            Thread.currentThread().interrupt();
        }
        return end(served ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO);
    }

    private LinkEnd end(Duration connected) {
        if (stopped) {
            return new LinkEnd.Stopped(connected);
        }
        TunnelDriver used = driver;
        String ours = used == null ? "" : used.reason();
        return LinkEnd.of(closeCode, ours.isEmpty() ? closeReason : ours, connected);
    }

    /** Ends this link, telling the hub. */
    void stop() {
        stopped = true;
        TunnelDriver used = driver;
        if (used != null) {
            used.stop();
        } else {
            over.countDown();
        }
    }

    private final class Receiver implements ByteSocket.Receiver {
        private final ByteSocket socket;
        private @Nullable String hub;

        Receiver(ByteSocket socket) {
            this.socket = socket;
        }

        @Override
        public void text(String message) throws IOException {
            String known = hub;
            if (known == null) {
                Handshake.Reply reply = handshake.prove(message);
                hub = reply.hub();
                // Not from this thread: it must stay free to receive.
                Thread.ofVirtual().start(() -> send(reply.answer()));
            } else if (driver == null) {
                begin(known, Handshake.welcome(message));
            }
        }

        private void send(String message) {
            try {
                socket.send(message, HANDSHAKE_TIMEOUT);
            } catch (IOException e) {
                socket.abort(String.valueOf(e.getMessage()));
            }
        }

        private void begin(String from, long generation) {
            TunnelDriver started =
                    new TunnelDriver(socket, CONFIG, budget, dialler, events::leaving);
            driver = started;
            started.start();
            if (stopped) {
                started.stop();
            }
            events.connected(from, generation);
            welcomed.complete(generation);
        }

        @Override
        public void bytes(ByteBuffer part) throws IOException {
            TunnelDriver used = driver;
            if (used == null) {
                throw new IOException("the platform sent bytes before it welcomed this node");
            }
            used.receive(part);
        }

        @Override
        public void closed(int code, String reason) {
            closeCode = code;
            closeReason = reason;
            TunnelDriver used = driver;
            if (used != null) {
                used.carrierClosed();
            }
            welcomed.completeExceptionally(new IOException("closed"));
            over.countDown();
        }
    }
}
