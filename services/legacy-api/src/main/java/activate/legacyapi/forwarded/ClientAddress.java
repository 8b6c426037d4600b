package activate.legacyapi.forwarded;

import activate.messages.forward.ForwardProof;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
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
 * also a client on this machine.
 */
@ApplicationScoped
public class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final InstantSource clock;
    private final Optional<ForwardProof> proofs;
    private final List<Network> trusted;

    @Inject
    ClientAddress(ForwardedConfig config, InstantSource clock) {
        this.clock = clock;
        this.proofs = config.secretFile().map(ClientAddress::read);
        this.trusted =
                config.trustedProxies().orElse(List.of()).stream()
                        .map(ClientAddress::network)
                        .toList();
    }

    /**
     * Makes this at the start, so that a wrong setting is told then and not to the first client.
     */
    void onStart(@Observes StartupEvent event) {}

    /** The client's address; {@code unknown} when its connection is gone already. */
    public String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        @Nullable String host = peer == null ? null : peer.hostAddress();
        List<String> stated = request.headers().getAll(FORWARDED_FOR);
        if (stated.size() == 1 && isBelieved(stated.getFirst(), host, request)) {
            Optional<InetAddress> literal = Network.literal(stated.getFirst());
            if (literal.isPresent()) {
                return literal.get().getHostAddress();
            }
        }
        return host == null ? "unknown" : host;
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
