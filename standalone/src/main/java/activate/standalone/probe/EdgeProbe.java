package activate.standalone.probe;

import activate.embedded.home.TrustedClient;
import activate.embedded.part.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Asks the edge as a client does, over TLS and by name; but at the address it listens on, whatever
 * the name means to this machine.
 */
public final class EdgeProbe {

    private static final int MILLIS = 2_000;

    private final Path authority;
    private final String hostname;
    private final String address;
    private final int port;

    /**
     * @param address that the edge is bound to; 0.0.0.0 and :: stand for loopback
     */
    public EdgeProbe(Path authority, String hostname, String address, int port) {
        this.authority = authority;
        this.hostname = hostname;
        this.address =
                switch (address) {
                    case "0.0.0.0" -> "127.0.0.1";
                    case "::" -> "::1";
                    default -> address;
                };
        this.port = port;
    }

    public Optional<Fault> fault() {
        try {
            SSLContext context = TrustedClient.context(authority);
            try (var plain = new Socket()) {
                plain.connect(new InetSocketAddress(address, port), MILLIS);
                plain.setSoTimeout(MILLIS);
                try (var tls =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(plain, hostname, port, true)) {
                    var parameters = tls.getSSLParameters();
                    parameters.setServerNames(List.of(new SNIHostName(hostname)));
                    tls.setSSLParameters(parameters);
                    return ask(tls);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(Fault.of("the edge does not answer on port " + port, e));
        }
    }

    private Optional<Fault> ask(SSLSocket tls) throws IOException {
        tls.getOutputStream()
                .write(
                        ("GET /healthzz HTTP/1.1\r\nHost: "
                                        + hostname
                                        + (port == 443 ? "" : ":" + port)
                                        + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        String line =
                new String(
                        tls.getInputStream().readNBytes("HTTP/1.1 200".length()),
                        StandardCharsets.US_ASCII);
        return line.endsWith(" 200")
                ? Optional.empty()
                : Optional.of(Fault.of("the edge answers /healthzz with: " + line));
    }
}
