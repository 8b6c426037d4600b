package activate.bench.tunnel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The way between agent and hub, the same for every system: TLS 1.3 ends in processes of its own,
/// and between them lies the delay line.
final class Carrier implements AutoCloseable {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    /// What the agent connects to.
    final int agentPort = FreePort.next();

    /// Where the hub listens.
    final int hubPort = FreePort.next();

    private final DelayRelay relay;
    private final Process server;
    private final Process client;

    Carrier(Path goPeer, DelayRelay.Way way) throws IOException {
        int tlsPort = FreePort.next();
        relay = new DelayRelay(tlsPort, way);
        server = start(List.of(goPeer.toString(), "tls-server", text(tlsPort), text(hubPort)));
        client =
                start(
                        List.of(
                                goPeer.toString(),
                                "tls-client",
                                text(agentPort),
                                text(relay.port())));
    }

    static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Ends a process and what it has started.
    static void stop(Process process) {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String text(int port) {
        return Integer.toString(port);
    }

    @Override
    public void close() throws IOException {
        stop(client);
        stop(server);
        relay.close();
    }
}
