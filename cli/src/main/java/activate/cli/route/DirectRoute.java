package activate.cli.route;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A TCP connection of our own to the cluster. */
final class DirectRoute implements NodeRoute {
    private static final int BUFFER = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer greeting;
    private final long askedAtNanos;

    DirectRoute(SocketChannel channel, ByteBuffer greeting, long askedAtNanos) {
        this.channel = channel;
        this.greeting = greeting;
        this.askedAtNanos = askedAtNanos;
    }

    @Override
    public long askedAtNanos() {
        return askedAtNanos;
    }

    @Override
    public String via() {
        return "direct";
    }

    @Override
    public void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void endSending() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void receiveInto(OutputStream sink) throws IOException {
        sink.write(greeting.array(), greeting.arrayOffset(), greeting.limit());
        sink.flush();
        byte[] bytes = new byte[BUFFER];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (channel.read(buffer) >= 0) {
            sink.write(bytes, 0, buffer.position());
            sink.flush();
            buffer.clear();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing was promised to the other side any more.
        }
    }
}
