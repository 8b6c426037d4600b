package activate.servicekit.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One request to ourselves over a connection of its own, so that taking connections is tried, too.
 * Every answer counts but that of a service which fails.
 */
record LoopbackRequest(URI address, Duration deadline) {

    private static final int FAILED = 500;

    /** Empty when there was an answer. */
    Optional<String> fault() {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) deadline.toMillis());
            connection.setReadTimeout((int) deadline.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Connection", "close");
            try {
                int status = connection.getResponseCode();
                return status < FAILED
                        ? Optional.empty()
                        : Optional.of("answers with status " + status);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.of("no answer: " + e.getMessage());
        }
    }
}
