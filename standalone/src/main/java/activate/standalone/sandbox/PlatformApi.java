package activate.standalone.sandbox;

import activate.embedded.home.Home;
import activate.embedded.home.TrustedClient;
import activate.embedded.part.JsonApi;
import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
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
    private @Nullable JsonApi api;

    PlatformApi(Settings settings) {
        this.settings = settings;
        this.home = settings.home();
    }

    /** Makes the cluster when it is missing, and a one-time token for a node of it. */
    String nodeToken(String loginName) throws IOException {
        Map<String, String> login = Map.of("Cookie", logIn(), "Origin", settings.publicUrl());
        if (send("GET", CLUSTER, login, Map.of()).status() != 200) {
            JsonApi.Answer made =
                    send(
                            "POST",
                            "/api/clusters",
                            login,
                            Map.of(
                                    "name", Sandbox.NAME,
                                    "type", "existing",
                                    "displayName", "Sandbox",
                                    "description", "This machine, as a demonstration.",
                                    "slurmUsername", loginName));
            require(made, made.isDone() || made.status() == CONFLICT, "making the cluster");
        }
        JsonApi.Answer token =
                send("POST", CLUSTER + "/node-token", login, Map.of("expiresInMinutes", 30));
        require(token, token.isDone(), "asking for a node token");
        return token.json().path("token").asText();
    }

    /**
     * The registered public keys of the cluster's owner, asked with the key of the node. Empty when
     * unknown now.
     */
    Optional<String> publicKeys(Path agentState) {
        try {
            JsonNode identity =
                    new ObjectMapper().readTree(agentState.resolve("identity.json").toFile());
            byte[] key = (identity.path("apiKey").asText() + ":").getBytes(StandardCharsets.UTF_8);
            String basic = "Basic " + Base64.getEncoder().encodeToString(key);
            Map<String, String> headers = Map.of("Authorization", basic, "Accept", "text/plain");
            JsonApi.Answer answer =
                    send("GET", "/api/users/admin/ssh-public-keys", headers, Map.of());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return answer.status() == 200 && type.startsWith("text/plain")
                    ? Optional.of(answer.text())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String logIn() throws IOException {
        String password = Files.readString(home.adminPasswordFile()).strip();
        JsonApi.Answer answer =
                send(
                        "POST",
                        "/api/sso/password/login",
                        Map.of("Origin", settings.publicUrl()),
                        Map.of("username", "admin", "password", password));
        if (answer.status() == UNAUTHORIZED) {
            throw new PartFailure(
                    "the demo cluster cannot be enrolled: the admin's password is not the one in "
                            + home.adminPasswordFile());
        }
        require(answer, answer.isDone(), "signing in");
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(COOKIE))
                .map(cookie -> cookie.split(";", 2)[0])
                .findFirst()
                .orElseThrow(() -> new PartFailure("signing in gave no cookie"));
    }

    private static void require(JsonApi.Answer answer, boolean good, String step) {
        if (!good) {
            throw new PartFailure(
                    "the demo cluster: %s was answered with status %d"
                            .formatted(step, answer.status()));
        }
    }

    private synchronized JsonApi.Answer send(
            String method, String path, Map<String, String> headers, Map<String, ?> body)
            throws IOException {
        if (api == null) {
            api = new JsonApi(TrustedClient.of(home.caFile(), DEADLINE), DEADLINE);
        }
        return api.send(method, URI.create(settings.publicUrl() + path), headers, body);
    }
}
