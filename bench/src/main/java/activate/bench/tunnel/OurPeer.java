package activate.bench.tunnel;

import activate.tunnel.OpenResult;
import activate.tunnel.StreamClass;
import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelStream;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/// One process of the benchmark with our core.
///
/// `hub CARRIER FORWARD` takes one agent on the port CARRIER; each connection to the port FORWARD
/// becomes a stream. `agent CARRIER TARGET` connects each stream to the port TARGET.
public final class OurPeer {
    private OurPeer() {}

    public static void main(String[] args) throws Exception {
        int carrier = Integer.parseInt(args[1]);
        int port = Integer.parseInt(args[2]);
        if (args[0].equals("agent")) {
            new Side(connect(carrier), false, port).driver.start();
        } else {
            hub(carrier, port);
        }
    }

    private static void hub(int carrier, int forward) throws IOException {
        SocketChannel agent;
        try (ServerSocketChannel listener = listen(carrier)) {
            agent = accept(listener);
        }
        Side side = new Side(agent, true, 0);
        side.driver.start();
        try (ServerSocketChannel listener = listen(forward)) {
            while (true) {
                SocketChannel socket = accept(listener);
                side.driver.run(() -> side.open(socket));
            }
        }
    }

    private static ServerSocketChannel listen(int port) throws IOException {
        return ServerSocketChannel.open().bind(address(port));
    }

    private static SocketChannel accept(ServerSocketChannel listener) throws IOException {
        return prompt(listener.accept());
    }

    private static SocketChannel connect(int port) throws IOException {
        return prompt(SocketChannel.open(address(port)));
    }

    private static SocketChannel prompt(SocketChannel socket) throws IOException {
        return socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static final class Side implements TunnelListener {
        private final SocketDriver driver;
        private final int target;

        Side(SocketChannel carrier, boolean hub, int target) {
            this.driver = new SocketDriver(carrier, hub, this);
            this.target = target;
        }

        void open(SocketChannel socket) {
            if (!(driver.session.open(StreamClass.INTERACTIVE)
                    instanceof OpenResult.Opened(TunnelStream stream))) {
                throw new IllegalStateException("not opened");
            }
            Forward.of(driver, stream).start(socket);
        }

        @Override
        public void onStreamOpened(TunnelStream stream) {
            Forward forward = Forward.of(driver, stream);
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    forward.start(connect(target));
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }

        @Override
        public void onReadable(TunnelStream stream) {
            forward(stream).onReadable();
        }

        @Override
        public void onWritable(TunnelStream stream) {
            forward(stream).onWritable();
        }

        @Override
        public void onPeerFinished(TunnelStream stream) {
            forward(stream).onReadable();
        }

        @Override
        public void onStreamClosed(TunnelStream stream, StreamEnd end) {
            forward(stream).onClosed();
        }

        @Override
        public void onSessionClosed(SessionEnd end) {
            System.exit(0);
        }

        private static Forward forward(TunnelStream stream) {
            return (Forward) Objects.requireNonNull(stream.attachment());
        }
    }
}
