package activate.standalone.sandbox;

import activate.embedded.home.Home;
import activate.embedded.home.TrustedClient;
import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public API as any client sees it, through the ingress with its certificate checked. */
final class PlatformApi {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String CLUSTER =
            "/api/organizations/default/users/admin/clusters/" + Sandbox.NAME;
    private static final String COOKIE = "pw.sso=";
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;

    private final Settings settings;
    private final Home home;
    private final ObjectMapper mapper = new ObjectMapper();
    private @Nullable HttpClient client;

    PlatformApi(Settings settings) {
        this.settings = settings;
        this.home = settings.home();
    }

    /** Makes the cluster when it is missing, and a one-time token for a node of it. */
    String nodeToken(String loginName) throws IOException {
        String cookie = logIn();
        HttpResponse<String> found = send("GET", CLUSTER, cookie, null);
        if (found.statusCode() != 200) {
            HttpResponse<String> made =
                    send(
                            "POST",
                            "/api/clusters",
                            cookie,
                            Map.of(
                                    "name", Sandbox.NAME,
                                    "type", "existing",
                                    "displayName", "Sandbox",
                                    "description", "This machine, as a demonstration.",
                                    "slurmUsername", loginName));
            require(
                    made,
                    made.statusCode() / 100 == 2 || made.statusCode() == CONFLICT,
                    "making the cluster");
        }
        HttpResponse<String> token =
                send("POST", CLUSTER + "/node-token", cookie, Map.of("expiresInMinutes", 30));
        require(token, token.statusCode() / 100 == 2, "asking for a node token");
        return mapper.readTree(token.body()).path("token").asText();
    }

    /**
     * The registered public keys of the cluster's owner, asked with the key of the node. Empty when
     * unknown now.
     */
    Optional<String> publicKeys(Path agentState) {
        try {
            JsonNode identity = mapper.readTree(agentState.resolve("identity.json").toFile());
            String basic =
                    Base64.getEncoder()
                            .encodeToString(
                                    (identity.path("apiKey").asText() + ":")
                                            .getBytes(StandardCharsets.UTF_8));
            var request =
                    HttpRequest.newBuilder(address("/api/users/admin/ssh-public-keys"))
                            .timeout(DEADLINE)
                            .header("Authorization", "Basic " + basic)
                            .header("Accept", "text/plain")
                            .build();
            HttpResponse<String> answer =
                    client().send(request, HttpResponse.BodyHandlers.ofString());
            boolean isText =
                    answer.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.startsWith("text/plain"))
                            .isPresent();
            return answer.statusCode() == 200 && isText
                    ? Optional.of(answer.body())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String logIn() throws IOException {
        String password = Files.readString(home.adminPasswordFile()).strip();
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/api/sso/password/login",
                        null,
                        Map.of("username", "admin", "password", password));
        if (answer.statusCode() == UNAUTHORIZED) {
            throw new PartFailure(
                    "the demo cluster cannot be enrolled: the admin's password is not the one in "
                            + home.adminPasswordFile());
        }
        require(answer, answer.statusCode() / 100 == 2, "signing in");
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(COOKIE))
                .map(cookie -> cookie.split(";", 2)[0])
                .findFirst()
                .orElseThrow(() -> new PartFailure("signing in gave no cookie"));
    }

    private static void require(HttpResponse<String> answer, boolean good, String step) {
        if (!good) {
            throw new PartFailure(
                    "the demo cluster: "
                            + step
                            + " was answered with status "
                            + answer.statusCode());
        }
    }

    private HttpResponse<String> send(
            String method, String path, @Nullable String cookie, @Nullable Object body)
            throws IOException {
        var request = HttpRequest.newBuilder(address(path)).timeout(DEADLINE);
        request.header("Accept", "application/json");
        request.header("Origin", settings.publicUrl());
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(
                    method, HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
        }
        try {
            return client().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private URI address(String path) {
        return URI.create(settings.publicUrl() + path);
    }

    private synchronized HttpClient client() throws IOException {
        if (client == null) {
            client = TrustedClient.of(home.caFile(), DEADLINE);
        }
        return client;
    }
}
