package activate.bench.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Clients without a credential that do what has stopped the platform before, from addresses of
/// their own (127.0.66.x), with a bounded number of connections.
final class Hostile {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_OF_HEADERS = 4;
    private static final int END_OF_BOTH = 5;

    private final String host;
    private final int port;
    private final SSLContext trust;
    private final LongAdder attacks = new LongAdder();

    Hostile(URI server, SSLContext trust) {
        this.host = server.getHost();
        this.port = server.getPort();
        this.trust = trust;
    }

    void start() {
        loop(1, Duration.ofSeconds(2), this::impossibleHeaders);
        loop(2, Duration.ofSeconds(10), this::closedWindows);
        loop(3, Duration.ofSeconds(2), this::emptyFirstFrame);
        loop(4, Duration.ofSeconds(1), this::wrongFraming);
        loop(5, Duration.ofSeconds(1), this::wrongLogin);
        loop(6, Duration.ofSeconds(5), this::slowHeaders);
        loop(7, Duration.ofSeconds(2), this::hostileHeartbeat);
        loop(8, Duration.ofSeconds(3), this::brokenHandshake);
        loop(9, Duration.ofSeconds(2), this::refusedTunnel);
    }

    long attacks() {
        return attacks.sum();
    }

    /// HTTP/2 requests with a field whose name holds a space.
    private void impossibleHeaders(int client) throws IOException {
        try (SSLSocket socket = open(client, "h2")) {
            begin(socket, new byte[0]);
            for (int stream = 1; stream < 200; stream += 2) {
                frame(socket, HEADERS, END_OF_BOTH, stream, request("GET", "/api/ping", "x a"));
            }
            readSome(socket, Duration.ofMillis(500));
        }
    }

    /// Many requests for a large file, and never a window for it.
    private void closedWindows(int client) throws IOException {
        List<SSLSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                SSLSocket socket = open(client, "h2");
                held.add(socket);
                // SETTINGS_INITIAL_WINDOW_SIZE = 0
                begin(socket, new byte[] {0, 4, 0, 0, 0, 0});
                for (int stream = 1; stream < 100; stream += 2) {
                    byte[] fields = request("GET", "/agent/linux-amd64.tar.gz", "x-a");
                    frame(socket, HEADERS, END_OF_BOTH, stream, fields);
                }
            }
            pause(Duration.ofSeconds(8));
        } finally {
            for (SSLSocket socket : held) {
                socket.close();
            }
        }
    }

    private void emptyFirstFrame(int client) throws IOException {
        try (SSLSocket socket = open(client, "h2")) {
            begin(socket, new byte[0]);
            byte[] fields = request("POST", "/api/sso/password/login", "x-a");
            for (int stream = 1; stream < 40; stream += 2) {
                frame(socket, HEADERS, END_OF_HEADERS, stream, fields);
                frame(socket, 0, 0, stream, new byte[0]);
                frame(socket, 0, 1, stream, "{}".getBytes(StandardCharsets.US_ASCII));
            }
            readSome(socket, Duration.ofMillis(500));
        }
    }

    private void wrongFraming(int client) throws IOException {
        String head = "POST /api/ping HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n";
        for (String rest :
                List.of(
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n",
                        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                        " : x\r\n\r\n",
                        "Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc")) {
            raw(client, head + rest);
        }
        raw(client, "GET /%69nternal/v1/nodes HTTP/1.1\r\nHost: a.sessions.localhost\r\n\r\n");
    }

    private void wrongLogin(int client) throws IOException {
        String body = "{\"username\":\"nobody" + System.nanoTime() + "\",\"password\":\"wrong\"}";
        raw(client, post("/api/sso/password/login", body));
    }

    private void hostileHeartbeat(int client) throws IOException {
        raw(client, post("/api/agent/heartbeat", "{\"hostname\":\"n1\",\"filesystems\":[null]}"));
        raw(client, post("/api/agent/register", "[".repeat(5_000)));
    }

    /// Connections that say the beginning of a request and no more.
    private void slowHeaders(int client) throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                SSLSocket socket = open(client, "http/1.1");
                held.add(socket);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
            }
            pause(Duration.ofSeconds(4));
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private void brokenHandshake(int client) throws IOException {
        try (Socket socket = plain(client)) {
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});
            socket.getOutputStream().write(new byte[200]);
            readSome(socket, Duration.ofMillis(500));
        }
    }

    private void refusedTunnel(int client) throws IOException {
        for (String path : List.of("/ws/ssh/tunnel", "/ws/ssh/connect?cluster=sandbox")) {
            raw(
                    client,
                    "GET "
                            + path
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + ":"
                            + port
                            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Authorization: Basic cHdhbl94Lnk6\r\n\r\n");
        }
    }

    private String post(String path, String body) {
        return "POST "
                + path
                + " HTTP/1.1\r\nHost: "
                + host
                + ":"
                + port
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\nConnection: close\r\n\r\n"
                + body;
    }

    private void raw(int client, String text) throws IOException {
        try (SSLSocket socket = open(client, "http/1.1")) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            readSome(socket, Duration.ofMillis(300));
        }
    }

    private static void begin(Socket socket, byte[] settings) throws IOException {
        socket.getOutputStream().write(PREFACE);
        frame(socket, SETTINGS, 0, 0, settings);
    }

    private static void frame(Socket socket, int type, int flags, int stream, byte[] payload)
            throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        out.write(payload);
        socket.getOutputStream().write(out.toByteArray());
    }

    /// HPACK without table or Huffman code: every field a literal that is not indexed.
    private byte[] request(String method, String path, String field) throws IOException {
        var out = new ByteArrayOutputStream();
        String[] fields = {
            ":method",
            method,
            ":scheme",
            "https",
            ":path",
            path,
            ":authority",
            host + ":" + port,
            field,
            "y",
            "content-type",
            "application/json"
        };
        for (int i = 0; i < fields.length; i += 2) {
            out.write(0);
            for (String text : List.of(fields[i], fields[i + 1])) {
                out.write(text.length());
                out.write(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    private SSLSocket open(int client, String protocol) throws IOException {
        SSLSocket socket =
                (SSLSocket) trust.getSocketFactory().createSocket(plain(client), host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Socket plain(int client) throws IOException {
        Socket socket = new Socket();
        socket.bind(
                new InetSocketAddress(
                        InetAddress.getByAddress(new byte[] {127, 0, 66, (byte) client}), 0));
        socket.connect(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
                TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static void readSome(Socket socket, Duration most) throws IOException {
        socket.setSoTimeout((int) most.toMillis());
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        long until = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < until && in.read(buffer) > 0) {}
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop(int client, Duration pause, Attack attack) {
        GoodClients.every(
                pause,
                () -> {
                    attacks.increment();
                    try {
                        attack.run(client);
                    } catch (IOException _) {
                        // Refused, cut off or late: what an attacker gets.
                    }
                });
    }

    private interface Attack {
        void run(int client) throws IOException;
    }
}
