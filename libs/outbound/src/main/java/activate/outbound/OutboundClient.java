package activate.outbound;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP requests and WebSockets to one platform; every call has a deadline and fails with an {@link
 * OutboundException}.
 */
public final class OutboundClient implements AutoCloseable {
    static {
        // Without this the JDK refuses Basic authentication to a proxy for HTTPS.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final HttpClient http;
    private final ExecutorService executor;

    private OutboundClient(HttpClient http, ExecutorService executor) {
        this.http = http;
        this.executor = executor;
    }

    /**
     * A client that believes the given CA file (else the system's authorities) and takes the proxy
     * of the environment.
     */
    public static OutboundClient open(Optional<Path> caFile, Map<String, String> environment)
            throws IOException {
        Optional<Path> system =
                Optional.ofNullable(environment.get("SSL_CERT_FILE"))
                        .filter(value -> !value.isBlank())
                        .map(Path::of);
        ProxyRoute route = ProxyRoute.of(environment);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .sslContext(TrustedAuthorities.context(caFile, system))
                        .proxy(route)
                        .executor(executor);
        route.login().ifPresent(login -> builder.authenticator(new ProxyLogin(login)));
        return new OutboundClient(builder.build(), executor);
    }

    /** Sends a request and waits for the whole answer, whatever its status. */
    public HttpResponse<String> send(HttpRequest request) throws OutboundException {
        Duration timeout =
                request.timeout()
                        .orElseThrow(() -> new IllegalArgumentException("request without timeout"));
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        request,
                        info ->
                                HttpResponse.BodySubscribers.limiting(
                                        HttpResponse.BodySubscribers.ofByteArray(), MAX_BODY));
        HttpResponse<byte[]> response = await(request.uri(), answer, timeout);
        return new TextResponse(response, new String(response.body(), StandardCharsets.UTF_8));
    }

    /**
     * Opens a WebSocket; nothing is received before {@link ByteSocket#start}.
     *
     * @param headers sent with the upgrade, such as Authorization
     * @param subprotocol the one subprotocol that must be agreed
     */
    public ByteSocket socket(
            URI uri, Map<String, String> headers, String subprotocol, Duration timeout)
            throws OutboundException {
        WebSocket.Builder builder =
                http.newWebSocketBuilder().connectTimeout(timeout).subprotocols(subprotocol);
        headers.forEach(builder::header);
        ByteSocket socket = new ByteSocket(uri);
        CompletableFuture<WebSocket> opening = builder.buildAsync(uri, socket.listener());
        try {
            WebSocket webSocket = await(uri, opening, timeout);
            if (!subprotocol.equals(webSocket.getSubprotocol())) {
                webSocket.abort();
                throw new OutboundException(
                        OutboundException.Kind.PROTOCOL,
                        uri.getRawAuthority() + " does not speak " + subprotocol,
                        "check that the platform and this program are of about the same version",
                        null);
            }
            socket.opened(webSocket);
            return socket;
        } catch (OutboundException e) {
            // A socket that opens after all must not stay open.
            var _ = opening.thenAccept(WebSocket::abort);
            throw e;
        }
    }

    private static <T> T await(URI uri, CompletableFuture<T> answer, Duration timeout)
            throws OutboundException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw refusal(uri, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw DiagnoseFailure.diagnose(uri, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new OutboundException(OutboundException.Kind.TIMEOUT, "interrupted", "", e);
        }
    }

    private static OutboundException refusal(URI uri, Throwable failure) {
        if (failure instanceof WebSocketHandshakeException handshake
                && handshake.getResponse() != null) {
            HttpResponse<?> response = handshake.getResponse();
            return new OutboundException(
                    uri.getRawAuthority()
                            + " refused the connection with status "
                            + response.statusCode(),
                    response.statusCode(),
                    response.body() instanceof String body ? body : "");
        }
        return DiagnoseFailure.diagnose(uri, failure);
    }

    /** Ends what is still open, without waiting for the other side. */
    @Override
    public void close() {
        http.shutdownNow();
        executor.shutdownNow();
    }

    /** Answers the proxy only: a server never gets the proxy's password. */
    private static final class ProxyLogin extends Authenticator {
        private final PasswordAuthentication login;

        ProxyLogin(PasswordAuthentication login) {
            this.login = login;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? login : null;
        }
    }
}
