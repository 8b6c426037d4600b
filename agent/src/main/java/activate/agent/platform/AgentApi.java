package activate.agent.platform;

import activate.agent.state.AgentVersion;
import activate.messages.agent.Registration;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** Requests of the agent to the platform. */
public final class AgentApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String ARCHIVE = "/agent/linux-amd64.tar.gz";
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(10);
    private static final int OK = 200;

    private final OutboundClient client;
    private final URI server;

    public AgentApi(OutboundClient client, URI server) {
        this.client = client;
        this.server = server;
    }

    /** An answer of whatever status. */
    public record Answer(int status, String body) {
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** What the platform says about a refusal, in one line. */
        public String detail() {
            JsonNode problem = parse(body);
            for (String member : new String[] {"detail", "message", "title"}) {
                String text = problem.path(member).asText();
                if (!text.isBlank()) {
                    return text.lines().findFirst().orElse(text);
                }
            }
            return "status " + status;
        }

        /**
         * The body of a success.
         *
         * @throws IOException where it is no such message, but a page of some proxy
         */
        public <T> T as(Class<T> type) throws IOException {
            return WireJson.read(body, type);
        }
    }

    /** The platform's sign of life, with its time in the header `Date`. */
    public HttpResponse<String> health() throws OutboundException {
        return client.send(
                HttpRequest.newBuilder(server.resolve("/healthzz")).timeout(TIMEOUT).build());
    }

    public Answer register(Registration registration) throws OutboundException {
        return send(request("/api/agent/register", WireJson.write(registration)).build());
    }

    /** Sends what {@link activate.messages.agent.Heartbeat} describes, made to fit. */
    public Answer heartbeat(ObjectNode body, String apiKey) throws OutboundException {
        return send(
                request("/api/agent/heartbeat", body.toString())
                        .header("Authorization", basic(apiKey))
                        .build());
    }

    /** The keys of a user who logs in to this node, as text. */
    public Answer authorizedKeys(String user, String apiKey) throws OutboundException {
        return send(
                get("/api/users/" + user + "/ssh-public-keys", TIMEOUT)
                        .header("Authorization", basic(apiKey))
                        .build());
    }

    /** The SHA-256 of the agent that the platform offers, as sha256sum writes it. */
    public Answer offeredSum() throws OutboundException {
        return send(get(ARCHIVE + ".sha256", TIMEOUT).build());
    }

    /**
     * Fetches the agent that the platform offers.
     *
     * @param target a new file
     * @throws IOException also where the file cannot be written or would be longer than allowed
     */
    public void archive(Path target, long mostBytes) throws IOException {
        int status = client.fetch(get(ARCHIVE, DOWNLOAD_TIMEOUT).build(), target, mostBytes);
        if (status != OK) {
            throw new IOException(server + ARCHIVE + " answers with status " + status);
        }
    }

    /** The header that carries a node's key as the user name. */
    public static String basic(String apiKey) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((apiKey + ":").getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder get(String path, Duration timeout) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(timeout)
                .header("Accept", "text/plain, application/gzip, application/problem+json")
                .header("User-Agent", "activate-agent/" + AgentVersion.TEXT);
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .header("User-Agent", "activate-agent/" + AgentVersion.TEXT)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private Answer send(HttpRequest request) throws OutboundException {
        HttpResponse<String> answer = client.send(request);
        return new Answer(answer.statusCode(), answer.body());
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
