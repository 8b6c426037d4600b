package activate.cli.auth;

import activate.cli.api.Api;
import activate.cli.api.Refusal;
import activate.cli.credentials.LoginCredential;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A password gives a cookie; the cookie makes an API key and is ended at once. */
final class PasswordLogin {
    private final Api api;
    private final URI server;
    private final String username;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    PasswordLogin(Api api, URI server, String username) {
        this.api = api.with("Origin", server.toString());
        this.server = server;
        this.username = username;
    }

    Session run(ReadPassword password) throws Failure, IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("username", username).put("password", password.read(username));
        HttpResponse<String> answer =
                api.exchange("POST", "/api/sso/password/login", body.toString());
        keepCookies(answer);
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer);
        }
        return makeKey();
    }

    private Failure refused(HttpResponse<String> answer) {
        String own = Refusal.parameter(answer.body(), "publicUrl");
        if (answer.statusCode() == 403 && !own.isEmpty()) {
            String host = URI.create(own).getRawAuthority();
            return new Failure(
                    ExitCode.USAGE,
                    server.getAuthority() + " is not the platform's own address, which is " + host,
                    "use: pw auth login " + host + " --username " + username);
        }
        Failure problem = Refusal.of(answer.statusCode(), answer.body(), "the login");
        return answer.statusCode() == 401
                ? new Failure(
                        ExitCode.NOT_LOGGED_IN,
                        String.valueOf(problem.getMessage()),
                        "check user name and password")
                : problem;
    }

    private Session makeKey() throws Failure {
        if (cookies.isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    server.getAuthority() + " accepted the password and asks for a further step",
                    "make an API key in the browser and set PW_API_KEY");
        }
        Api browser = withCookies();
        String title = "pw on " + machine() + " " + Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("title", title).put("type", "platform");
        JsonNode key = browser.post("/api/apikeys", body);
        browser.exchange("POST", "/api/sso/logout", "{}");
        return new Session(
                new LoginCredential(key.path("key").asText()), key.path("title").asText(title));
    }

    private Api withCookies() {
        StringBuilder header = new StringBuilder();
        cookies.forEach(
                (name, value) ->
                        header.append(header.isEmpty() ? "" : "; ")
                                .append(name)
                                .append('=')
                                .append(value));
        return api.with("Cookie", header.toString());
    }

    private void keepCookies(HttpResponse<String> answer) {
        for (String line : answer.headers().allValues("Set-Cookie")) {
            for (HttpCookie cookie : HttpCookie.parse(line)) {
                if (cookie.getValue().isEmpty() || cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "this machine";
        }
    }
}
