package activate.legacyapi.credential;

import activate.servicekit.problem.Problem;
import java.util.Map;
import java.util.Optional;

/** Where secrets are kept that the platform must be able to read again. */
public interface CredentialStore {
    /**
     * The secret at this path, or nothing when there is none.
     *
     * @throws Problem (unavailable) when the store does not answer
     */
    Optional<Map<String, String>> read(String path);

    /**
     * Puts a secret at this path.
     *
     * @throws Problem (unavailable) when the store does not answer
     */
    void write(String path, Map<String, String> secret);
}
