package activate.servicekit.forwarded;

import activate.messages.forward.ForwardProof;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address that a request comes from. {@code X-Forwarded-For} is believed where the ingress
 * proves it, or where a configured front sends it; everywhere else it is what any client may say,
 * also a client on this machine. Any thread.
 */
public final class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final InstantSource clock;
    private final Optional<ForwardProof> proofs;
    private final List<Network> trusted;

    /**
     * Reads the secret; services make it at their start.
     *
     * @throws IllegalArgumentException where the secret is too short, or a trusted front is no
     *     literal address or network; the message names the setting
     * @throws UncheckedIOException where the secret cannot be read
     */
    public ClientAddress(ForwardedConfig config, InstantSource clock) {
        this.clock = clock;
        this.proofs = config.secretFile().map(ClientAddress::read);
        this.trusted =
                config.trustedProxies().orElse(List.of()).stream()
                        .map(ClientAddress::network)
                        .toList();
    }

    /**
     * The client's address, which is who connects where no other is believed; {@code unknown} when
     * that connection is gone already.
     */
    public String of(HttpServerRequest request) {
        @Nullable String peer = peer(request);
        return believed(request).orElse(peer == null ? "unknown" : peer);
    }

    /**
     * The client's address that a front states and that is believed; empty where there is none, so
     * that clients behind the front cannot be told apart.
     */
    public Optional<String> believed(HttpServerRequest request) {
        List<String> stated = request.headers().getAll(FORWARDED_FOR);
        return stated.size() == 1 && isBelieved(stated.getFirst(), peer(request), request)
                ? Network.literal(stated.getFirst()).map(InetAddress::getHostAddress)
                : Optional.empty();
    }

    private static @Nullable String peer(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer == null ? null : peer.hostAddress();
    }

    private boolean isBelieved(String stated, @Nullable String peer, HttpServerRequest request) {
        List<String> proof = request.headers().getAll(ForwardProof.HEADER);
        boolean proved =
                proof.size() == 1
                        && proofs.filter(
                                        known ->
                                                known.proves(
                                                        stated, proof.getFirst(), clock.instant()))
                                .isPresent();
        return proved
                || (peer != null && trusted.stream().anyMatch(network -> network.contains(peer)));
    }

    private static ForwardProof read(Path file) {
        try {
            return new ForwardProof(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "activate.forwarded.secret-file cannot be read: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "activate.forwarded.secret-file: " + file + ": " + e.getMessage(), e);
        }
    }

    private static Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "activate.forwarded.trusted-proxies (ACTIVATE_TRUSTED_PROXIES): "
                            + e.getMessage(),
                    e);
        }
    }
}
