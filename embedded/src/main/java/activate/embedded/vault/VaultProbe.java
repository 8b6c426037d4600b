package activate.embedded.vault;

import activate.embedded.part.Fault;
import activate.embedded.part.JsonApi;
import activate.embedded.part.PartFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes a secret and reads it back, at {@code secret/activate/supervisor/<installation>}. A sealed
 * Vault refuses both.
 */
public final class VaultProbe {

    private static final int SEALED = 503;
    private static final int MISSING = 404;

    private final Supplier<URI> url;
    private final Supplier<String> token;
    private final String path;
    private final JsonApi api = new JsonApi(Duration.ofSeconds(2));

    public VaultProbe(Supplier<URI> url, Supplier<String> token, String id) {
        this.url = url;
        this.token = token;
        this.path = "/v1/secret/data/activate/supervisor/" + id;
    }

    /**
     * @param mounted whether the engine must be there; before the preparation of a new Vault it
     *     need not be, and an unsealed server that knows our token is enough
     */
    public Optional<Fault> fault(boolean mounted) {
        try {
            if (!mounted) {
                demand("our login", send("GET", "/v1/auth/token/lookup-self", Map.of()));
                return Optional.empty();
            }
            String word = UUID.randomUUID().toString();
            Map<String, ?> secret = Map.of("data", Map.of("word", word));
            demand("writing a secret", send("POST", path, secret));
            JsonApi.Answer read = send("GET", path, Map.of());
            demand("reading a secret", read);
            return read.text().contains(word)
                    ? Optional.empty()
                    : Optional.of(Fault.of("what was written is not what is read"));
        } catch (PartFailure refusal) {
            return Optional.of(Fault.of(String.valueOf(refusal.getMessage())));
        } catch (IOException e) {
            return Optional.of(Fault.of("a secret could not be stored and read back", e));
        }
    }

    private static void demand(String what, JsonApi.Answer answer) {
        if (!answer.isDone()) {
            throw new PartFailure(
                    switch (answer.status()) {
                        case SEALED -> "sealed, or not the active one";
                        case MISSING -> what + " failed: nothing is mounted at secret/";
                        default -> what + " was refused with status " + answer.status();
                    });
        }
    }

    private JsonApi.Answer send(String method, String target, Map<String, ?> body)
            throws IOException {
        return api.send(
                method, url.get().resolve(target), Map.of("X-Vault-Token", token.get()), body);
    }
}
