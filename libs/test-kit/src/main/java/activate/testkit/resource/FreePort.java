package activate.testkit.resource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port that nobody used a moment ago, for servers that have to come back on the same one. */
public final class FreePort {
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
    private static final int TRIES = 100;

    private FreePort() {}

    /** A port that no other call in this process was given: the system may offer one again. */
    public static int find() throws IOException {
        for (int tried = 0; tried < TRIES; tried++) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            }
        }
        throw new IOException("no free port");
    }
}
