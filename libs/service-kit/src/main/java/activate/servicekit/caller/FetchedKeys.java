package activate.servicekit.caller;

import activate.servicekit.call.TimedCall;
import activate.servicekit.log.LogText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * Reads a key set for {@link org.jose4j.jwk.HttpsJwks}, which calls it one at a time. Each reading
 * has a deadline, and after each one there is a pause in which every other fails at once: otherwise
 * everybody who shows a token of an unknown key would wait in a row for a neighbour that is away.
 */
final class FetchedKeys implements SimpleGet {
    private static final Logger LOG = Logger.getLogger(FetchedKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private final KeptKeys kept;
    private final InstantSource clock;
    private final Duration pause;
    private Instant notBefore = Instant.MIN;
    private String last = "";

    FetchedKeys(KeptKeys kept, InstantSource clock, Duration pause) {
        this.kept = kept;
        this.clock = clock;
        this.pause = pause;
    }

    private record Answer(String body, Map<String, List<String>> headers)
            implements SimpleResponse {
        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public String getStatusMessage() {
            return "OK";
        }

        @Override
        public Collection<String> getHeaderNames() {
            return headers.keySet();
        }

        @Override
        public List<String> getHeaderValues(String name) {
            return headers.getOrDefault(name, List.of());
        }

        @Override
        public String getBody() {
            return body;
        }
    }

    /** Shortest time from one reading to the next. */
    Duration pause() {
        return pause;
    }

    @Override
    public synchronized SimpleResponse get(String location) throws IOException {
        try {
            String body = fetch(location);
            if (!body.equals(last)) {
                last = body;
                keep(body);
            }
            return new Answer(body, Map.of());
        } catch (IOException e) {
            // The caller has the keys that were fetched before.
            if (!last.isEmpty()) {
                throw e;
            }
            String body = kept.read().orElseThrow(() -> e);
            String soon = "max-age=" + Math.max(1, pause.toSeconds());
            return new Answer(body, Map.of("Cache-Control", List.of(soon)));
        }
    }

    private String fetch(String location) throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(notBefore)) {
            throw new IOException("asked a moment ago");
        }
        notBefore = now.plus(pause);
        try {
            return request(location);
        } catch (IOException e) {
            LOG.warnf("keys of user tokens not read cause=%s", LogText.of(e));
            throw e;
        }
    }

    private static String request(String location) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(location)).timeout(TIMEOUT).build();
        try {
            HttpResponse<byte[]> answer = TimedCall.send(HTTP, request, TIMEOUT);
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            if (new JsonWebKeySet(body).getJsonWebKeys().isEmpty()) {
                throw new IOException("the answer holds no key");
            }
            return body;
        } catch (JoseException e) {
            throw new IOException("the answer is no key set", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What cannot be kept now is good all the same. */
    private void keep(String body) {
        try {
            kept.keep(body);
        } catch (RuntimeException e) {
            LOG.warnf("keys of user tokens not kept cause=%s", LogText.of(e));
        }
    }
}
