package activate.outbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a socket received, in its order. */
final class RecordedSocket implements ByteSocket.Receiver {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void text(String message) {
        events.add("text " + message);
    }

    @Override
    public void bytes(ByteBuffer part) {
        events.add("bytes " + StandardCharsets.US_ASCII.decode(part));
    }

    @Override
    public void closed(int code, String reason) {
        events.add("closed " + code + " " + reason);
    }

    /** The next event, waiting for it. */
    String next() throws InterruptedException {
        String event = events.poll(10, TimeUnit.SECONDS);
        return event == null ? "nothing came" : event;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }
}
