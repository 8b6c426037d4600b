package activate.standalone.platform;

import activate.standalone.supervise.PartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Makes sure that a real Vault has KV version 2 at {@code secret/} and transit at {@code transit/}.
 */
final class VaultMounts {

    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final URI url;
    private final String token;
    private volatile boolean ensured;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();

    VaultMounts(URI url, String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException(
                    "ACTIVATE_VAULT_TOKEN: missing (expected with ACTIVATE_VAULT_URL)");
        }
        this.url = url;
        this.token = token;
    }

    /** True once both engines were seen to answer. */
    boolean isEnsured() {
        return ensured;
    }

    /** A token without the right to mount is fine as long as the engines answer. */
    void ensure() {
        try {
            mount(
                    "secret",
                    "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}",
                    "/v1/secret/config");
            mount("transit", "{\"type\":\"transit\"}", "/v1/transit/keys?list=true");
            ensured = true;
        } catch (IOException e) {
            throw new PartFailure("vault does not answer: " + e.getMessage(), e);
        }
    }

    private void mount(String name, String body, String probe) throws IOException {
        send("POST", "/v1/sys/mounts/" + name, body);
        int status = send("GET", probe, "");
        if (status != 200 && status != 404) {
            throw new PartFailure(
                    "vault: "
                            + name
                            + "/ cannot be used with ACTIVATE_VAULT_TOKEN (status "
                            + status
                            + ")");
        }
    }

    private int send(String method, String path, String body) throws IOException {
        var request =
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(DEADLINE)
                        .header("X-Vault-Token", token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
