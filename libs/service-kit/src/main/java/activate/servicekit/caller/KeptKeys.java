package activate.servicekit.caller;

import java.util.Optional;

/**
 * Where the last known keys of the platform outlive the process, so that one which starts while
 * legacy-api is away still knows them.
 */
public interface KeptKeys {
    /** Keeps nothing. */
    KeptKeys NONE =
            new KeptKeys() {
                @Override
                public Optional<String> read() {
                    return Optional.empty();
                }

                @Override
                public void keep(String jwks) {
                    // Read anew at each start.
                }
            };

    /** The JSON Web Key Set that was kept last. */
    Optional<String> read();

    /** Keeps a JSON Web Key Set in place of the last one. */
    void keep(String jwks);
}
