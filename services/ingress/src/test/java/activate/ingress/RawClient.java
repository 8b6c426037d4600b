package activate.ingress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Writes exactly the bytes that a test says and reads the answer, without a library that would tidy
 * either.
 */
final class RawClient implements AutoCloseable {

    private static final int READ_MILLIS = 10_000;
    private static final ConcurrentHashMap<Integer, SSLContext> CONTEXTS =
            new ConcurrentHashMap<>();

    private final Socket socket;

    /** What came back. */
    record Answer(int status, List<String> headers, String body) {

        String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(h -> h.substring(prefix.length()))
                    .findFirst()
                    .orElse("");
        }
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(READ_MILLIS);
    }

    static RawClient secure(int port) throws IOException, GeneralSecurityException {
        return new RawClient(secureSocket(port));
    }

    /** A socket after its handshake, with the application protocols that it offers. */
    static SSLSocket secureSocket(int port, String... protocols)
            throws IOException, GeneralSecurityException {
        SSLSocket socket = unshakenSocket(port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** A socket before its handshake. */
    static SSLSocket unshakenSocket(int port) throws IOException, GeneralSecurityException {
        var socket =
                (SSLSocket) contextFor(port).getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(READ_MILLIS);
        // Else many a small write waits for the answer to the one before.
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** One for each edge, so that most handshakes are short ones. */
    private static SSLContext contextFor(int port) throws GeneralSecurityException {
        SSLContext known = CONTEXTS.get(port);
        if (known != null) {
            return known;
        }
        SSLContext context = trusting();
        CONTEXTS.put(port, context);
        return context;
    }

    /** Connects from an address of this machine. */
    static RawClient secure(SSLContext context, String from, int port) throws IOException {
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), READ_MILLIS);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "", port, true);
        socket.startHandshake();
        return new RawClient(socket);
    }

    /** Takes any certificate. */
    static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
        return context;
    }

    static RawClient plain(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    X509Certificate certificate() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    Answer ask(String bytes) throws IOException {
        return send(bytes).answer();
    }

    Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        String first = line(in);
        if (first.isEmpty()) {
            throw new IOException("closed without an answer");
        }
        List<String> headers = new ArrayList<>();
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(header.substring(16));
            }
        }
        String body = length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(first.substring(9, 12)), headers, body);
    }

    /** One line, without its end; empty at the end of the stream. */
    String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    String nextLine() throws IOException {
        return line(socket.getInputStream());
    }

    /** Whether the other side has closed; waits a moment for it. */
    boolean isClosedWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            InputStream in = socket.getInputStream();
            int b = in.read();
            while (b >= 0) {
                b = in.read();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
