package activate.servicekit.call;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call whose deadline holds to the last byte, and whose answer has a largest size. The client's
 * own timeout ends with the headers: who then sends nothing would hold the caller for ever.
 */
public final class TimedCall {

    /** Largest body of an answer, in bytes. */
    private static final long LARGEST = 16L << 20;

    private TimedCall() {}

    /** Sends the request and reads the whole answer, or gives up after {@code timeout}. */
    public static HttpResponse<byte[]> send(HttpClient http, HttpRequest request, Duration timeout)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer within " + timeout);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(String.valueOf(e.getCause()), e);
        } finally {
            // Gives the connection back, whatever has ended the wait.
            answer.cancel(true);
        }
    }
}
