package activate.embedded.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** JSON calls to a server, each with a deadline. */
public final class JsonApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final Duration deadline;

    public JsonApi(HttpClient client, Duration deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /** By HTTP/1.1: RabbitMQ closes the connection when HTTP/2 is offered. */
    public JsonApi(Duration deadline) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(deadline)
                        .build(),
                deadline);
    }

    /** What the server said, whatever its status. */
    public record Answer(int status, HttpHeaders headers, String text) {

        /** Whether the status tells of success. */
        public boolean isDone() {
            return status / 100 == 2;
        }

        /** The body; a missing node where it is no JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }
    }

    /**
     * @param body sent as JSON; nothing where it is empty
     * @throws IOException when there is no answer in time, or the thread was interrupted
     */
    public Answer send(String method, URI target, Map<String, String> headers, Map<String, ?> body)
            throws IOException {
        var request = HttpRequest.newBuilder(target).timeout(deadline);
        headers.forEach(request::header);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            byte[] json = JSON.writeValueAsBytes(body);
            request.method(method, HttpRequest.BodyPublishers.ofByteArray(json));
        }
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
