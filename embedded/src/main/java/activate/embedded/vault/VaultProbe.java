package activate.embedded.vault;

import activate.embedded.part.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes a secret and reads it back, at {@code secret/activate/supervisor/<installation>}. A sealed
 * Vault refuses both.
 */
public final class VaultProbe {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int SEALED = 503;
    private static final int MISSING = 404;

    private final Supplier<URI> url;
    private final Supplier<String> token;
    private final String path;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();

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
        String word = UUID.randomUUID().toString();
        try {
            if (!mounted) {
                int login = send("GET", "/v1/auth/token/lookup-self", "").statusCode();
                return login == 200 ? Optional.empty() : Optional.of(refusal("our login", login));
            }
            int written = send("POST", path, "{\"data\":{\"word\":\"" + word + "\"}}").statusCode();
            if (written / 100 != 2) {
                return Optional.of(refusal("writing a secret", written));
            }
            HttpResponse<String> read = send("GET", path, "");
            if (read.statusCode() != 200) {
                return Optional.of(refusal("reading a secret", read.statusCode()));
            }
            return read.body().contains(word)
                    ? Optional.empty()
                    : Optional.of(Fault.of("what was written is not what is read"));
        } catch (IOException e) {
            return Optional.of(Fault.of("a secret could not be stored and read back", e));
        }
    }

    private static Fault refusal(String what, int status) {
        return Fault.of(
                switch (status) {
                    case SEALED -> "sealed, or not the active one";
                    case MISSING -> what + " failed: nothing is mounted at secret/";
                    default -> what + " was refused with status " + status;
                });
    }

    private HttpResponse<String> send(String method, String target, String body)
            throws IOException {
        var request =
                HttpRequest.newBuilder(url.get().resolve(target))
                        .timeout(DEADLINE)
                        .header("X-Vault-Token", token.get())
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
