package activate.testkit.store;

import activate.embedded.vault.VaultPart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded stand-in for Vault, or the server that {@code ACTIVATE_TEST_VAULT_URL} names. For
 * the latter the environment gives {@code VAULT_APP_TOKEN} (what the service may use), and {@code
 * VAULT_TOKEN} and {@code VAULT_UNSEAL_KEY} to seal it.
 */
public final class TestVault implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Optional<TestHome.Running<VaultPart>> embedded;
    private final URI url;

    private TestVault(Optional<TestHome.Running<VaultPart>> embedded, URI url) {
        this.embedded = embedded;
        this.url = url;
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestVault start() {
        String given = System.getenv("ACTIVATE_TEST_VAULT_URL");
        if (given != null) {
            return new TestVault(Optional.empty(), URI.create(given));
        }
        var running = TestHome.start(home -> new VaultPart(home, 0, Clock.systemUTC()));
        return new TestVault(
                Optional.of(running), URI.create("http://127.0.0.1:" + running.part().boundPort()));
    }

    /** The settings by which a service finds it. */
    public Map<String, String> settings() {
        return Map.of(
                "quarkus.vault.url",
                url.toString(),
                "quarkus.vault.authentication.client-token",
                token("VAULT_APP_TOKEN"));
    }

    /** Stores the fields of a secret, given as JSON, under {@code path}. */
    public void put(String path, String json) {
        call("POST", "secret/data/" + path, "{\"data\":" + json + "}", token("VAULT_APP_TOKEN"));
    }

    /** Forgets a secret with all its versions. */
    public void delete(String path) {
        call("DELETE", "secret/metadata/" + path, "", token("VAULT_APP_TOKEN"));
    }

    /** From now on every call is answered 503. */
    public void seal() {
        call("PUT", "sys/seal", "", token("VAULT_TOKEN"));
    }

    /** Ends {@link #seal}; does nothing when it is not sealed. */
    public void unseal() {
        String key =
                embedded.map(running -> running.part().unsealKey())
                        .orElseGet(() -> environment("VAULT_UNSEAL_KEY"));
        call("PUT", "sys/unseal", "{\"key\":\"" + key + "\"}", token("VAULT_TOKEN"));
    }

    private String token(String variable) {
        return embedded.map(running -> running.part().rootToken())
                .orElseGet(() -> environment(variable));
    }

    private static String environment(String name) {
        return Optional.ofNullable(System.getenv(name))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is needed beside ACTIVATE_TEST_VAULT_URL"));
    }

    private void call(String method, String path, String body, String token) {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve("/v1/" + path))
                        .timeout(PATIENCE)
                        .header("X-Vault-Token", token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Vault does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        embedded.ifPresent(running -> running.home().close());
    }
}
