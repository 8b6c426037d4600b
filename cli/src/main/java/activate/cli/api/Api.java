package activate.cli.api;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.json.JsonText;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public API of one platform, asked with one set of headers. */
public final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final OutboundClient client;
    private final URI server;
    private final Map<String, String> headers;

    public Api(OutboundClient client, URI server, Map<String, String> headers) {
        this.client = client;
        this.server = server;
        this.headers = Map.copyOf(headers);
    }

    public JsonNode get(String path) throws Failure {
        return json(request("GET", path, ""));
    }

    public JsonNode post(String path, JsonNode body) throws Failure {
        return json(request("POST", path, body.toString()));
    }

    public void delete(String path) throws Failure {
        request("DELETE", path, "");
    }

    /** Sends a request and gives the answer when it is a success. */
    public HttpResponse<String> request(String method, String path, String body) throws Failure {
        HttpResponse<String> answer = exchange(method, path, body);
        if (answer.statusCode() / 100 == 2) {
            return answer;
        }
        throw Refusal.of(answer.statusCode(), answer.body(), method + " " + path);
    }

    /** Sends a request and gives the answer whatever it is. */
    public HttpResponse<String> exchange(String method, String path, String body) throws Failure {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json, application/problem+json")
                        .header("User-Agent", "pw/" + Version.TEXT)
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(
                                                body, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        try {
            return client.send(request.build());
        } catch (OutboundException e) {
            throw Refusal.of(e, method + " " + path);
        }
    }

    /** The body of an answer; a missing node where it has none. */
    public JsonNode json(HttpResponse<String> answer) throws Failure {
        try {
            return JsonText.read(answer.body());
        } catch (IOException e) {
            throw noJson(e);
        }
    }

    private Failure noJson(@Nullable IOException cause) {
        return new Failure(
                ExitCode.FAILED,
                server.getAuthority() + " answered with something that is not JSON",
                "check that this is the platform's address",
                cause);
    }

    /** The same platform asked with one more header, such as a cookie. */
    public Api with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(client, server, more);
    }

    /** Encodes one part of a path. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
