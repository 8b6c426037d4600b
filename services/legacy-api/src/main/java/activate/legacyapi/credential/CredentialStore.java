package activate.legacyapi.credential;

import activate.servicekit.problem.Problem;
import java.util.List;
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

    /**
     * Deletes the secret at this path with all that it ever was; repeating it is harmless.
     *
     * @throws Problem (unavailable) when the store does not answer
     */
    void delete(String path);

    /**
     * The names of the secrets in this folder.
     *
     * @param folder with a slash at its end
     * @throws Problem (unavailable) when the store does not answer
     */
    List<String> list(String folder);
}
