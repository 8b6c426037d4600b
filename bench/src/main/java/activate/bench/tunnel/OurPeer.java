package activate.bench.tunnel;

import activate.tunnel.OpenResult;
import activate.tunnel.StreamClass;
import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelStream;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One process of the benchmark with our core: `hub PORT SECONDS BULKS` or `agent PORT`.
///
/// A stream's first byte says what the agent does with it: `s` drops it all, `e` echoes.
public final class OurPeer {
    private static final byte[] CHUNK = new byte[64 * 1024];

    private OurPeer() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("agent")) {
            agent(Integer.parseInt(args[1]));
        } else {
            hub(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        }
    }

    private static void agent(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        new SocketDriver(socket, false, new Agent()).start();
    }

    private static void hub(int port, int seconds, int bulks) throws Exception {
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Socket socket = listener.accept();
            socket.setTcpNoDelay(true);
            Hub hub = new Hub();
            SocketDriver driver = new SocketDriver(socket, true, hub);
            driver.start();
            TimeUnit.SECONDS.sleep(1);
            driver.run(() -> hub.start(driver, bulks));
            System.out.println(hub.measure(driver, seconds));
            System.exit(0);
        }
    }

    /// What both sides do not care about.
    private abstract static class Side implements TunnelListener {
        @Override
        public void onStreamOpened(TunnelStream stream) {}

        @Override
        public void onWritable(TunnelStream stream) {}

        @Override
        public void onPeerFinished(TunnelStream stream) {}

        @Override
        public void onStreamClosed(TunnelStream stream, StreamEnd end) {}

        @Override
        public void onSessionClosed(SessionEnd end) {}
    }

    private static final class Agent extends Side {
        @Override
        public void onReadable(TunnelStream stream) {
            ByteBuffer bytes = stream.read();
            while (bytes != null) {
                if (stream.attachment() == null) {
                    stream.attach(bytes.get() == 'e');
                }
                if (Boolean.TRUE.equals(stream.attachment())) {
                    stream.write(bytes);
                }
                bytes = stream.read();
            }
        }

        @Override
        public void onSessionClosed(SessionEnd end) {
            System.exit(0);
        }
    }

    private static final class Hub extends Side {
        private final LinkedBlockingQueue<Long> answers = new LinkedBlockingQueue<>();
        private TunnelStream[] streams = {};

        void start(SocketDriver driver, int bulks) {
            streams = new TunnelStream[bulks + 1];
            for (int i = 0; i <= bulks; i++) {
                if (!(driver.session.open(StreamClass.INTERACTIVE)
                        instanceof OpenResult.Opened(TunnelStream stream))) {
                    throw new IllegalStateException("not opened");
                }
                streams[i] = stream;
                stream.write(ByteBuffer.wrap(new byte[] {(byte) (i == 0 ? 'e' : 's')}));
                if (i > 0) {
                    onWritable(stream);
                }
            }
        }

        @Override
        public void onWritable(TunnelStream stream) {
            while (stream.isWritable()) {
                stream.write(ByteBuffer.wrap(CHUNK));
            }
        }

        @Override
        public void onReadable(TunnelStream stream) {
            while (stream.read() != null) {
                answers.add(System.nanoTime());
            }
        }

        String measure(SocketDriver driver, int seconds) throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            long warm = until - TimeUnit.SECONDS.toNanos(seconds - 3L);
            long[] micros = new long[100_000];
            int count = 0;
            while (System.nanoTime() < until) {
                long sentAt = System.nanoTime();
                driver.run(() -> streams[0].write(ByteBuffer.wrap(new byte[] {1})));
                Long answer = answers.poll(5, TimeUnit.SECONDS);
                if (answer != null && sentAt > warm) {
                    micros[count++] = (answer - sentAt) / 1000;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            long[] sorted = Arrays.copyOf(micros, count);
            Arrays.sort(sorted);
            return "echo " + sorted[count / 2] + " " + sorted[count * 99 / 100];
        }
    }
}
