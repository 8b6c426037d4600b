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
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Proves to the services that an address which a request comes from was stated by this edge: others
 * who reach their ports cannot. Without {@code activate.forwarded.secret-file} nothing is proved,
 * and services take this edge itself for the client.
 */
@Singleton
final class AddressProof {

    private static final Optional<ForwardProof> PROOFS = read();

    /** One digest for all that an address asks in one second. */
    private static volatile Second last = new Second(Instant.EPOCH);

    private record Second(Instant begin, ConcurrentHashMap<String, String> proofs) {

        Second(Instant begin) {
            this(begin, new ConcurrentHashMap<>());
        }
    }

    /** Reads the secret at the start, so that a wrong file is told then. */
    void onStart(@Observes StartupEvent event) {}

    /** The proof of an address as of now; null where there is no secret. */
    static @Nullable String of(String address) {
        if (PROOFS.isEmpty()) {
            return null;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Second second = last;
        if (!second.begin().equals(now)) {
            second = new Second(now);
            last = second;
        }
        return second.proofs().computeIfAbsent(address, a -> PROOFS.get().of(a, now));
    }

    private static Optional<ForwardProof> read() {
        return ConfigProvider.getConfig()
                .getOptionalValue("activate.forwarded.secret-file", Path.class)
                .map(
                        file -> {
                            try {
                                return new ForwardProof(Files.readString(file).strip());
                            } catch (IOException e) {
                                throw new UncheckedIOException(
                                        "activate.forwarded.secret-file cannot be read", e);
                            }
                        });
    }
}
