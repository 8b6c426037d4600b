package activate.outbound;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A program of its own: asks a platform once, and says how it went and whose TLS it was. */
final class ReachOnce {
    private ReachOnce() {}

    /**
     * @param words the URI, and the file with the authority
     */
    public static void main(String[] words) throws Exception {
        try (OutboundClient client =
                OutboundClient.open(Optional.of(Path.of(words[1])), Map.of())) {
            int status =
                    client.send(
                                    HttpRequest.newBuilder(URI.create(words[0]))
                                            .timeout(Duration.ofSeconds(20))
                                            .build())
                            .statusCode();
            System.out.println(
                    status + " " + SSLContext.getInstance("TLS").getProvider().getName());
        }
    }
}
