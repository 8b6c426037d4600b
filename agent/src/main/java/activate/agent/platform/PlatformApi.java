package activate.agent.platform;

import activate.agent.state.AgentVersion;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Requests of the agent to the platform. */
public final class PlatformApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final OutboundClient client;
    private final URI server;

    public PlatformApi(OutboundClient client, URI server) {
        this.client = client;
        this.server = server;
    }

    /** An answer of whatever status; the body is empty where it was no JSON. */
    public record Answer(int status, JsonNode body) {
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** What the platform says about a refusal, in one line. */
        public String detail() {
            for (String member : new String[] {"detail", "message", "title"}) {
                String text = body.path(member).asText();
                if (!text.isBlank()) {
                    return text.lines().findFirst().orElse(text);
                }
            }
            return "status " + status;
        }
    }

    public Answer register(JsonNode body) throws OutboundException {
        return send(request("/api/agent/register", body).build());
    }

    public Answer heartbeat(JsonNode body, String apiKey) throws OutboundException {
        return send(
                request("/api/agent/heartbeat", body)
                        .header("Authorization", basic(apiKey))
                        .build());
    }

    /** The header that carries a node's key as the user name. */
    public static String basic(String apiKey) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((apiKey + ":").getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path, JsonNode body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .header("User-Agent", "activate-agent/" + AgentVersion.TEXT)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
    }

    private Answer send(HttpRequest request) throws OutboundException {
        HttpResponse<String> answer = client.send(request);
        return new Answer(answer.statusCode(), parse(answer.body()));
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException _) {
            // A page of some proxy: the status says enough.
            return MissingNode.getInstance();
        }
    }
}
