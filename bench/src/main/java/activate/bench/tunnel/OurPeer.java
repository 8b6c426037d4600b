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
import java.net.ServerSocket;
import java.net.Socket;

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
        Socket agent;
        try (ServerSocket listener =
                new ServerSocket(carrier, 1, InetAddress.getLoopbackAddress())) {
            agent = listener.accept();
            agent.setTcpNoDelay(true);
        }
        Side side = new Side(agent, true, 0);
        side.driver.start();
        try (ServerSocket listener =
                new ServerSocket(forward, 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                side.driver.run(() -> side.open(socket));
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static final class Side implements TunnelListener {
        private final SocketDriver driver;
        private final int target;

        Side(Socket carrier, boolean hub, int target) {
            this.driver = new SocketDriver(carrier, hub, this);
            this.target = target;
        }

        void open(Socket socket) {
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
            changed(stream, false);
        }

        @Override
        public void onWritable(TunnelStream stream) {
            changed(stream, false);
        }

        @Override
        public void onPeerFinished(TunnelStream stream) {
            changed(stream, false);
        }

        @Override
        public void onStreamClosed(TunnelStream stream, StreamEnd end) {
            changed(stream, true);
        }

        @Override
        public void onSessionClosed(SessionEnd end) {
            System.exit(0);
        }

        private static void changed(TunnelStream stream, boolean closed) {
            if (stream.attachment() instanceof Forward forward) {
                forward.changed(closed);
            }
        }
    }
}
