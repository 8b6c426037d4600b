package activate.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Where a connection goes. */
record CheckedDestination(String host, int port, boolean isProxy) {
    private static final Duration LOOKUP = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 5_000;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    /** The host without the brackets of a literal address. */
    String bareHost() {
        return host.replaceAll("[\\[\\]]", "");
    }

    /** All addresses of the name; none when the name service does not know it or is silent. */
    List<String> addresses() {
        return CompletableFuture.supplyAsync(this::lookup, THREADS)
                .completeOnTimeout(List.of(), LOOKUP.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private List<String> lookup() {
        try {
            return Arrays.stream(InetAddress.getAllByName(bareHost()))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException _) {
            return List.of();
        }
    }

    /** Whether one of the addresses accepts a connection. */
    boolean accepts() {
        List<CompletableFuture<Boolean>> all =
                addresses().stream()
                        .map(it -> CompletableFuture.supplyAsync(() -> accepts(it), THREADS))
                        .toList();
        return all.stream().anyMatch(CompletableFuture::join);
    }

    private boolean accepts(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
