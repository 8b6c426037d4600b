package activate.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // Started before all tests.
final class TestVaultTest {
    private static final String PATH = "activate/legacy-api/variables/test-vault-test";

    private static TestVault vault;

    @BeforeAll
    static void start() {
        vault = TestVault.start();
    }

    @AfterAll
    static void stop() {
        vault.close();
    }

    @Test
    void aServiceReadsWhatATestHasPutThere() throws Exception {
        vault.put(PATH, "{\"value\":\"kept\"}");
        assertThat(read().body()).contains("kept");

        vault.delete(PATH);
        assertThat(read().statusCode()).isEqualTo(404);
    }

    @Test
    void aSealedOneAnswersNothing() throws Exception {
        vault.put(PATH, "{\"value\":\"kept\"}");

        vault.seal();
        try {
            assertThat(read().statusCode()).isEqualTo(503);
            assertThatThrownBy(() -> vault.put(PATH, "{}")).hasMessageContaining("503");
        } finally {
            vault.unseal();
        }
        assertThat(read().body()).contains("kept");
    }

    private static HttpResponse<String> read() throws IOException, InterruptedException {
        Map<String, String> settings = vault.settings();
        String url = Objects.requireNonNull(settings.get("quarkus.vault.url"));
        String token =
                Objects.requireNonNull(settings.get("quarkus.vault.authentication.client-token"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v1/secret/data/" + PATH))
                            .header("X-Vault-Token", token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
