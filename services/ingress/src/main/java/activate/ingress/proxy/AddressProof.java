package activate.ingress.proxy;

import activate.messages.forward.ForwardProof;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Proves to the services that an address which a request comes from was stated by this edge: others
 * who reach their ports cannot. Without {@code activate.ingress.forwarding-secret-file} nothing is
 * proved, and services take this edge itself for the client.
 */
@Singleton
final class AddressProof {

    private static final Optional<ForwardProof> PROOFS = read();

    /** Reads the secret at the start, so that a wrong file is told then. */
    void onStart(@Observes StartupEvent event) {}

    static Optional<String> of(String address) {
        return PROOFS.map(proofs -> proofs.of(address, Instant.now()));
    }

    private static Optional<ForwardProof> read() {
        return ConfigProvider.getConfig()
                .getOptionalValue("activate.ingress.forwarding-secret-file", Path.class)
                .map(
                        file -> {
                            try {
                                return new ForwardProof(Files.readString(file).strip());
                            } catch (IOException e) {
                                throw new UncheckedIOException(
                                        "activate.ingress.forwarding-secret-file cannot be read",
                                        e);
                            }
                        });
    }
}
