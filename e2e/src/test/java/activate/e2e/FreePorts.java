package activate.e2e;

import activate.testkit.resource.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Ports that nobody listens on, so that a platform may run beside any other.
final class FreePorts {
    private static final int TRIES = 100;
    private static final List<String> PARTS =
            List.of(
                    "POSTGRES",
                    "MONGODB",
                    "RABBITMQ",
                    "VAULT",
                    "LEGACY_API",
                    "INTERNAL_API",
                    "CLOUD_CACHER",
                    "AGENT_HUB");

    private FreePorts() {}

    /// Settings that give every store and every inner service a port of its own.
    static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        for (String part : PARTS) {
            settings.put("ACTIVATE_PORT_" + part, Integer.toString(one()));
        }
        return settings;
    }

    static int one() {
        try {
            return FreePort.find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first of `count` neighbouring ports.
    static int neighbours(int count) {
        for (int i = 0; i < TRIES; i++) {
            int first = one();
            if (IntStream.range(first + 1, first + count).allMatch(FreePorts::isFree)) {
                return first;
            }
        }
        throw new AssertionError("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
