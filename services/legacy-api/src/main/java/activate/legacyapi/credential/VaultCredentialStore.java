package activate.legacyapi.credential;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.quarkus.vault.VaultKVSecretEngine;
import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.VaultClientException;
import io.quarkus.vault.client.api.secrets.kv2.VaultSecretsKV2;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Secrets in Vault, KV version 2. */
@ApplicationScoped
class VaultCredentialStore implements CredentialStore {
    private static final int NOT_FOUND = 404;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VaultKVSecretEngine vault;
    private final VaultSecretsKV2 versions;

    /** Takes the engine, and below it the client, without which old versions stay. */
    @Inject
    VaultCredentialStore(
            VaultKVSecretEngine vault,
            VaultClient client,
            @ConfigProperty(name = "quarkus.vault.kv-secret-engine-mount-path") String mount) {
        this.vault = vault;
        this.versions = client.secrets().kv2(mount);
    }

    @Override
    public Optional<Map<String, String>> read(String path) {
        return answer("read " + path, () -> Optional.of(vault.readSecret(path)), Optional.empty());
    }

    @Override
    public void write(String path, Map<String, String> secret) {
        answer(
                "write " + path,
                () -> {
                    vault.writeSecret(path, secret);
                    return true;
                },
                null);
    }

    @Override
    public void delete(String path) {
        answer(
                "delete " + path,
                () -> {
                    versions.deleteSecretMetadata(path)
                            .toCompletableFuture()
                            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .join();
                    return true;
                },
                true);
    }

    @Override
    public List<String> list(String folder) {
        return answer("list " + folder, () -> vault.listSecrets(folder), List.of());
    }

    /** The client throws many things while Vault is away; only its own 404 is an answer. */
    private static <T> T answer(String what, Supplier<T> call, @Nullable T absent) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            if (absent != null && isNotFound(e)) {
                return absent;
            }
            throw Problem.causedBy(
                    ProblemCode.UNAVAILABLE,
                    "The store of the platform's own keys does not answer.",
                    new IllegalStateException("it failed to " + what, e));
        }
    }

    private static boolean isNotFound(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof VaultClientException vault
                    && Integer.valueOf(NOT_FOUND).equals(vault.getStatus())) {
                return true;
            }
        }
        return false;
    }
}
