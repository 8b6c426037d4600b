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
import java.util.Base64;
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
    void versionsAndCheckAndSetAreKept() throws Exception {
        // Given two versions
        put("secret/data/key", Map.of("data", Map.of("n", 1)));
        put("secret/data/key", Map.of("data", Map.of("n", 2), "options", Map.of("cas", 1)));
        // When a third is written on top of the first
        Answer stale =
                put("secret/data/key", Map.of("data", Map.of("n", 3), "options", Map.of("cas", 1)));
        // Then it is refused in the words of the real server, and both versions stay
        assertThat(stale.status()).isEqualTo(400);
        assertThat(stale.body().at("/errors/0").asText())
                .isEqualTo("check-and-set parameter did not match the current version");
        assertThat(get("secret/data/key").body().at("/data/metadata/version").asInt()).isEqualTo(2);
        assertThat(get("secret/data/key?version=1").body().at("/data/data/n").asInt()).isEqualTo(1);
        assertThat(get("secret/metadata/?list=true").body().at("/data/keys"))
                .contains(TextNode.valueOf("key"));
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

    @Test
    void transitEncryptsAcrossRotationAndSigns() throws Exception {
        String plain = Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.UTF_8));
        // Given a text encrypted before a rotation
        String text =
                put("transit/encrypt/app", Map.of("plaintext", plain))
                        .body()
                        .at("/data/ciphertext")
                        .asText();
        assertThat(text).startsWith("vault:v1:");
        put("transit/keys/app/rotate", Map.of());
        // Then it is still read, new texts carry the new version, and a damaged one is refused
        assertThat(
                        put("transit/decrypt/app", Map.of("ciphertext", text))
                                .body()
                                .at("/data/plaintext")
                                .asText())
                .isEqualTo(plain);
        assertThat(
                        put("transit/encrypt/app", Map.of("plaintext", plain))
                                .body()
                                .at("/data/ciphertext")
                                .asText())
                .startsWith("vault:v2:");
        assertThat(
                        put(
                                        "transit/decrypt/app",
                                        Map.of("ciphertext", "vault:v1:" + plain + plain + plain))
                                .status())
                .isEqualTo(400);
        // And each kind of signing key signs what it verifies, and nothing else
        for (String type : new String[] {"ed25519", "ecdsa-p256", "rsa-2048"}) {
            put("transit/keys/" + type, Map.of("type", type));
            String signature =
                    put("transit/sign/" + type, Map.of("input", plain))
                            .body()
                            .at("/data/signature")
                            .asText();
            assertThat(verify(type, plain, signature)).isTrue();
            assertThat(verify(type, "AAAA", signature)).isFalse();
        }
    }

    private boolean verify(String key, String input, String signature) throws Exception {
        return put("transit/verify/" + key, Map.of("input", input, "signature", signature))
                .body()
                .at("/data/valid")
                .asBoolean();
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
