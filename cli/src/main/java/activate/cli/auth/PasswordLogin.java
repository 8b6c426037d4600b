package activate.cli.auth;

import activate.cli.api.Api;
import activate.cli.api.Refusal;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A session by password, as a browser has it, for the one thing that no key may do: to make a key.
 * It is ended at once.
 */
public final class PasswordLogin {
    private final Api api;
    private final URI server;
    private final String username;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public PasswordLogin(Api api, URI server, String username) {
        this.api = api.with("Origin", server.toString());
        this.server = server;
        this.username = username;
    }

    /** What is done with the session. */
    public interface Use<T> {
        T with(Api browser) throws Failure;
    }

    /**
     * Signs in, does it and signs out.
     *
     * @throws Failure when the password is refused, or what is done fails
     */
    public <T> T run(ReadPassword password, Use<T> use) throws Failure, IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("username", username).put("password", password.read(username));
        HttpResponse<String> answer =
                api.exchange("POST", "/api/sso/password/login", body.toString());
        keepCookies(answer);
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer);
        }
        Api browser = browser();
        try {
            return use.with(browser);
        } finally {
            signOut(browser);
        }
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

    private Api browser() throws Failure {
        if (cookies.isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    server.getAuthority() + " accepted the password and asks for a further step",
                    "make an API key in the browser and set PW_API_KEY");
        }
        return withCookies();
    }

    /** A session that stays ends by itself, and what was done is done. */
    private static void signOut(Api browser) {
        try {
            browser.exchange("POST", "/api/sso/logout", "{}");
        } catch (Failure _) {
            // See above.
        }
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
}
