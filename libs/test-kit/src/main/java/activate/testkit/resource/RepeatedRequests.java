package activate.testkit.resource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Sends a request many times over a few connections that it closes afterwards. */
public final class RepeatedRequests {

    /**
     * How often something is done that must leave nothing behind: enough to tell one left behind
     * each time from noise; with {@code --full} also one in a few hundred.
     */
    public static final int MANY = Boolean.getBoolean("full") ? 1_000 : 200;

    private static final int AT_ONCE = 4;

    private RepeatedRequests() {}

    /**
     * A kind of request and how it is answered.
     *
     * @param name as the failure names it
     * @param status the answer's
     * @param request makes one; called for each, so that a token in it is never stale
     */
    public record Kind(String name, int status, Supplier<HttpRequest.Builder> request) {

        /** A request without a body. */
        public static Kind get(String name, int status, URI target, String... headers) {
            return new Kind(
                    name, status, () -> with(HttpRequest.newBuilder(target).GET(), headers));
        }

        /** A request with a token that is made for each. */
        public static Kind authorized(
                String name, int status, URI target, Supplier<String> token, String... headers) {
            return new Kind(
                    name,
                    status,
                    () ->
                            with(HttpRequest.newBuilder(target), headers)
                                    .header("Authorization", "Bearer " + token.get()));
        }

        /** A request with this method and body. */
        public static Kind send(
                String method, int status, URI target, String body, String... headers) {
            return new Kind(
                    method + " " + target.getPath() + " " + status,
                    status,
                    () ->
                            with(
                                    HttpRequest.newBuilder(target)
                                            .method(
                                                    method,
                                                    HttpRequest.BodyPublishers.ofString(body)),
                                    headers));
        }

        private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
            return headers.length == 0 ? request : request.headers(headers);
        }
    }

    /** Sends {@code kind} so many times; fails at an answer of another status. */
    public static void send(Kind kind, int times) {
        try (HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> sent = new ArrayList<>();
            for (int sender = 0; sender < AT_ONCE; sender++) {
                sent.add(
                        senders.submit(
                                () -> {
                                    for (int i = 0; i < times / AT_ONCE; i++) {
                                        one(client, kind);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(kind.name() + ": " + e.getCause(), e.getCause());
        }
    }

    private static void one(HttpClient client, Kind kind) throws IOException, InterruptedException {
        HttpRequest request = kind.request().get().timeout(Duration.ofSeconds(60)).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != kind.status()) {
            throw new AssertionError(
                    "status "
                            + answer.statusCode()
                            + " (expected: "
                            + kind.status()
                            + ") "
                            + answer.body());
        }
    }
}
