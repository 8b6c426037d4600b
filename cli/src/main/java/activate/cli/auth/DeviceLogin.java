package activate.cli.auth;

import activate.cli.api.Api;
import activate.cli.api.Platform;
import activate.cli.api.Problem;
import activate.cli.credentials.Credential;
import activate.cli.terminal.ExitCode;
import activate.cli.terminal.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * RFC 8628: shows a code, the user confirms it in a browser anywhere, the platform gives a token.
 */
final class DeviceLogin {
    private static final String CLIENT = "client_id=pw-cli";

    private final Platform platform;
    private final Api api;

    DeviceLogin(Platform platform, Api api) {
        this.platform = platform;
        this.api = api.with("Content-Type", "application/x-www-form-urlencoded");
    }

    Session run() throws Failure {
        HttpResponse<String> answer =
                api.exchange("POST", "/api/oidc/device_authorization", CLIENT);
        if (answer.statusCode() == 404
                || answer.statusCode() == 405
                || answer.statusCode() == 501) {
            throw new Failure(
                    ExitCode.FAILED,
                    "this platform does not offer login through a browser on another machine",
                    "log in with --username USER --password-stdin");
        }
        if (answer.statusCode() != 200) {
            throw Problem.of(answer.statusCode(), answer.body(), "the device login");
        }
        JsonNode device = parse(answer.body());
        platform.terminal()
                .say(
                        "open "
                                + device.path("verification_uri").asText()
                                + " and enter "
                                + device.path("user_code").asText());
        return poll(device);
    }

    private Session poll(JsonNode device) throws Failure {
        Instant end = Instant.now().plusSeconds(device.path("expires_in").asLong(600));
        long seconds = Math.clamp(device.path("interval").asLong(5), 1, 60);
        String form =
                CLIENT
                        + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code="
                        + Api.part(device.path("device_code").asText());
        while (Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
            HttpResponse<String> answer = api.exchange("POST", "/api/oidc/token", form);
            JsonNode body = parse(answer.body());
            if (answer.statusCode() == 200) {
                return new Session(
                        new Credential(body.path("access_token").asText()), Optional.empty());
            }
            switch (body.path("error").asText()) {
                case "authorization_pending" -> {}
                case "slow_down" -> seconds = Math.min(60, seconds + 5);
                default -> throw Problem.of(answer.statusCode(), answer.body(), "the device login");
            }
        }
        throw new Failure(ExitCode.TIMED_OUT, "nobody confirmed the login in time", "run it again");
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode value = new ObjectMapper().readTree(body);
            return value == null ? MissingNode.getInstance() : value;
        } catch (IOException _) {
            // Not JSON: the status decides.
            return MissingNode.getInstance();
        }
    }
}
