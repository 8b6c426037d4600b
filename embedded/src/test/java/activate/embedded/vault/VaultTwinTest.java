package activate.embedded.vault;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.StoreProcess;
import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.testkit.resource.FreePort;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in answers as the real server does, and forgets nothing that it has answered. */
@SuppressWarnings("NullAway.Init")
final class VaultTwinTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private StoreProcess server;
    private VaultPart part;

    @BeforeEach
    void start() throws IOException {
        port = FreePort.find();
        server = StoreProcess.start("vault", folder, port);
        part = new VaultPart(new Home(folder), port, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private record Answer(int status, JsonNode body) {}

    @Test
    void answeredWritesSurviveAKill() throws Exception {
        // Given secrets whose writing was answered
        for (int i = 0; i < 100; i++) {
            assertThat(
                            put("secret/data/app/" + i, Map.of("data", Map.of("value", "v" + i)))
                                    .status())
                    .isEqualTo(200);
        }
        // When the server is killed
        server.kill();
        server = StoreProcess.start("vault", folder, port);
        // Then every one is there, and none of it readable in the file
        for (int i = 0; i < 100; i++) {
            assertThat(get("secret/data/app/" + i).body().at("/data/data/value").asText())
                    .isEqualTo("v" + i);
        }
        byte[] file = Files.readAllBytes(folder.resolve("vault/vault.aes"));
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("app/1", "v99");
    }

    @Test
    void theNewestVersionIsReadListedAndForgotten() throws Exception {
        // Given a secret that was written twice, and another one below it
        put("secret/data/app/key", Map.of("data", Map.of("n", 1)));
        put("secret/data/app/key", Map.of("data", Map.of("n", 2)));
        put("secret/data/app/key/below", Map.of("data", Map.of("n", 3)));
        // Then what was written last is read
        Answer read = get("secret/data/app/key");
        assertThat(read.body().at("/data/data/n").asInt()).isEqualTo(2);
        assertThat(read.body().at("/data/metadata/version").asInt()).isEqualTo(2);
        // And both are listed, the deeper one as a folder
        assertThat(get("secret/metadata/app?list=true").body().at("/data/keys"))
                .containsExactly(TextNode.valueOf("key"), TextNode.valueOf("key/"));
        // And a secret that is forgotten is gone for both questions
        assertThat(call("DELETE", "secret/metadata/app/key", null, part.rootToken()).status())
                .isEqualTo(204);
        assertThat(get("secret/data/app/key").status()).isEqualTo(404);
        assertThat(get("secret/metadata/app?list=true").body().at("/data/keys"))
                .containsExactly(TextNode.valueOf("key/"));
    }

    @Test
    void aSecretOfTheVersionBeforeIsStillRead() throws Exception {
        // Given a file as it was written when several versions were kept
        server.kill();
        var home = new Home(folder);
        var file = new SealedFile(folder.resolve("vault/vault.aes"), part.unsealKey());
        file.change(
                content ->
                        content.set(
                                "kv",
                                JSON.valueToTree(
                                        Map.of(
                                                "old",
                                                Map.of(
                                                        "current",
                                                        2,
                                                        "max_versions",
                                                        0,
                                                        "versions",
                                                        Map.of(
                                                                "1",
                                                                Map.of("data", Map.of("n", 1)),
                                                                "2",
                                                                Map.of(
                                                                        "data",
                                                                        Map.of("n", 2),
                                                                        "created_time",
                                                                        "2026-01-01T00:00:00Z")))))));
        // When the server of today reads it
        server = StoreProcess.start("vault", home.root(), port);
        // Then the newest is there, and the next one follows it
        assertThat(get("secret/data/old").body().at("/data/data/n").asInt()).isEqualTo(2);
        Answer written = put("secret/data/old", Map.of("data", Map.of("n", 3)));
        assertThat(written.body().at("/data/version").asInt()).isEqualTo(3);
    }

    @Test
    void refusalsHaveTheShapesOfTheRealServer() throws Exception {
        assertThat(call("GET", "secret/data/none", null, "hvs.guess").status()).isEqualTo(403);
        assertThat(
                        call("GET", "secret/data/none", null, "hvs.guess")
                                .body()
                                .at("/errors/0")
                                .asText())
                .isEqualTo("permission denied");
        Answer forbidden =
                call(
                        "PUT",
                        "sys/seal",
                        null,
                        part.token(ServiceGrants.of("legacy-api").orElseThrow()));
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.body().at("/errors/0").asText())
                .isEqualTo("1 error occurred:\n\t* permission denied\n\n");
        assertThat(get("secret/data/none").status()).isEqualTo(404);
        assertThat(get("secret/data/none").body().path("errors")).isEmpty();
        // When it is sealed, everything is refused until the key is given
        assertThat(call("PUT", "sys/seal", null, part.rootToken()).status()).isEqualTo(204);
        Answer sealed = get("secret/data/none");
        assertThat(sealed.status()).isEqualTo(503);
        assertThat(sealed.body().at("/errors/0").asText()).isEqualTo("Vault is sealed");
        assertThat(call("PUT", "sys/unseal", Map.of("key", part.unsealKey()), "").status())
                .isEqualTo(200);
        assertThat(get("secret/data/none").status()).isEqualTo(404);
    }

    private Answer get(String path) throws Exception {
        return call("GET", path, null, part.rootToken());
    }

    private Answer put(String path, Map<String, ?> body) throws Exception {
        return call("POST", path, body, part.rootToken());
    }

    private Answer call(String method, String path, @Nullable Map<String, ?> body, String token)
            throws Exception {
        var publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/" + path))
                        .header("X-Vault-Token", token)
                        .method(method, publisher)
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()));
    }
}
