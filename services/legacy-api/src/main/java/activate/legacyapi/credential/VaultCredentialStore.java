package activate.legacyapi.credential;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.quarkus.vault.VaultKVSecretEngine;
import io.quarkus.vault.client.VaultClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Secrets in Vault, KV version 2. */
@ApplicationScoped
class VaultCredentialStore implements CredentialStore {
    private static final int NOT_FOUND = 404;

    private final VaultKVSecretEngine vault;

    @Inject
    VaultCredentialStore(VaultKVSecretEngine vault) {
        this.vault = vault;
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
