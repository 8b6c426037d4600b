package activate.cli.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Just enough of a platform, on loopback and for one build, that each request of a start gets an
 * answer.
 */
final class TrainPlatform implements AutoCloseable {
    private static final char[] PASSWORD = "training".toCharArray();
    private static final String WEBSOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int SMALL_FRAME = 126;
    private static final String CLUSTERS =
            "[{\"id\":\"c1\",\"name\":\"alpha\",\"type\":\"existing\",\"status\":\"on\",\"user\":\"ada\",\"activeNodes\":1}]";
    private static final String TARGET =
            "{\"cluster\":\"alpha\",\"clusterId\":\"c1\",\"node\":\"n1\",\"user\":\"ada\",\"port\":22,"
                    + "\"hostKeyAlias\":\"alpha.default.activate\",\"hostKeys\":[\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==\"],\"direct\":[]}";
    private static final String SESSION = "{\"username\":\"ada\",\"organization\":\"default\"}";

    static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final ServerSocket server;

    TrainPlatform(Path keyStore) throws IOException {
        server =
                context(keyStore)
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private static SSLContext context(Path keyStore) throws IOException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed: the training is over.
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            for (String head = head(socket.getInputStream());
                    !head.isEmpty();
                    head = head(socket.getInputStream())) {
                if (head.contains("/ws/ssh/connect")) {
                    stream(socket, head);
                    return;
                }
                answer(socket.getOutputStream(), head);
            }
        } catch (IOException | GeneralSecurityException _) {
            // The client of this moment is done.
        }
    }

    private static void answer(OutputStream out, String head) throws IOException {
        String body =
                head.contains("/ws/ssh/target")
                        ? TARGET
                        : head.contains("/api/ssh-public-keys")
                                ? "[{\"id\":\"k1\",\"title\":\"t\",\"key\":\"" + KEY + "\"}]"
                        : head.contains("/api/auth/session")
                                ? SESSION
                                : head.contains("/nodes") ? "[]" : CLUSTERS;
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    private static void stream(Socket socket, String head)
            throws IOException, GeneralSecurityException {
        String key =
                head.lines()
                        .filter(
                                line ->
                                        line.toLowerCase(java.util.Locale.ROOT)
                                                .startsWith("sec-websocket-key:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("");
        byte[] digest =
                MessageDigest.getInstance("SHA-1")
                        .digest((key + WEBSOCKET).getBytes(StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        write(
                out,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Protocol: activate.connect.v1\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(digest)
                        + "\r\n\r\n");
        InputStream in = socket.getInputStream();
        frame(in);
        frame(out, 1, "{\"type\":\"opened\",\"v\":1,\"via\":\"tunnel\"}");
        frame(out, 2, "SSH-2.0-train\r\n");
        frame(in);
        frame(in);
        frame(out, 1, "{\"type\":\"end\",\"offset\":15}");
        frame(in);
    }

    /** Skips one short frame of the client. */
    private static void frame(InputStream in) throws IOException {
        in.readNBytes(1);
        int length = in.read() & 0x7f;
        if (length >= SMALL_FRAME) {
            length = new java.io.DataInputStream(in).readUnsignedShort();
        }
        in.readNBytes(length + 4);
    }

    private static void frame(OutputStream out, int type, String text) throws IOException {
        out.write(0x80 | type);
        out.write(text.length());
        write(out, text);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (next == '\n' && text.indexOf("\r\n\r\n") >= 0) {
                return text.toString();
            }
        }
        return "";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
