package activate.standalone.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** JSON calls to a store, each with a deadline. */
final class HttpApi {

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final int SUCCESS = 200;
    private static final int NO_SUCCESS = 300;

    private final URI url;
    private final String header;

    /** RabbitMQ closes the connection when HTTP/2 is offered. */
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(DEADLINE)
                    .build();

    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * @param header the name of the one that carries the credential
     */
    HttpApi(URI url, String header) {
        this.url = url;
        this.header = header;
    }

    record Answer(int status, JsonNode body) {
        boolean isDone() {
            return status >= SUCCESS && status < NO_SUCCESS;
        }
    }

    Answer send(String method, String path, String credential, Map<String, ?> body)
            throws IOException {
        var request =
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(DEADLINE)
                        .header(header, credential)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(
                                                mapper.writeValueAsBytes(body)))
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), parsed(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private JsonNode parsed(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
