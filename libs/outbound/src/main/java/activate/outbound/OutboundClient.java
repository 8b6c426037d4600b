package activate.outbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * HTTP requests and WebSockets to one platform; every call has a deadline and fails with an {@link
 * OutboundException}.
 */
public final class OutboundClient implements AutoCloseable {
    static {
        NativeCryptography.prefer();
        // Without this the JDK refuses Basic authentication to a proxy for HTTPS.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        // Else a name stays for 30 s at the address that it had, or that was preferred, before.
        // Read once, when the first name is looked up.
        Security.setProperty("networkaddress.cache.ttl", "0");
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int OK = 200;
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final HttpClient http;
    private final ExecutorService executor;
    private final ProxyRoute route;
    private final ReachAddress reach;

    private OutboundClient(
            HttpClient http, ExecutorService executor, ProxyRoute route, ReachAddress reach) {
        this.http = http;
        this.executor = executor;
        this.route = route;
        this.reach = reach;
    }

    /**
     * A client that believes the given CA file (else the system's authorities) and takes the proxy
     * of the environment.
     */
    public static OutboundClient open(Optional<Path> caFile, Map<String, String> environment)
            throws IOException {
        return open(caFile, environment, PreferredAddresses::of);
    }

    static OutboundClient open(
            Optional<Path> caFile, Map<String, String> environment, ReachAddress.NameService names)
            throws IOException {
        Optional<Path> system =
                Optional.ofNullable(environment.get("SSL_CERT_FILE"))
                        .filter(value -> !value.isBlank())
                        .map(Path::of);
        ProxyRoute route = ProxyRoute.of(environment);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        SSLContext tls = TrustedAuthorities.context(caFile, system);
        HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .sslContext(tls)
                        .sslParameters(TlsParameters.of(tls))
                        .proxy(route)
                        .executor(executor)
                        .build();
        return new OutboundClient(http, executor, route, new ReachAddress(names));
    }

    /** Sends a request and waits for the whole answer, whatever its status. */
    public HttpResponse<String> send(HttpRequest request) throws OutboundException {
        Duration timeout =
                request.timeout()
                        .orElseThrow(() -> new IllegalArgumentException("request without timeout"));
        Way way = way(request.uri());
        HttpRequest prepared = withProxyLogin(request, way);
        HttpResponse<byte[]> response =
                attempt(
                        way,
                        timeout,
                        request.method().equals("GET"),
                        left ->
                                await(
                                        http.sendAsync(
                                                prepared,
                                                _ ->
                                                        HttpResponse.BodySubscribers.limiting(
                                                                HttpResponse.BodySubscribers
                                                                        .ofByteArray(),
                                                                MAX_BODY)),
                                        left));
        if (response.statusCode() == Way.PROXY_LOGIN) {
            throw way.loginWanted(response.headers());
        }
        return new TextResponse(response, new String(response.body(), StandardCharsets.UTF_8));
    }

    /**
     * Fetches a file, all of it within the request's timeout.
     *
     * @param target made by this call; holds what came where it fails
     * @param mostBytes a longer answer is refused
     * @return the status; only with 200 a file was written
     * @throws OutboundException where the platform or the way to it fails
     * @throws IOException where the file cannot be written, or the answer is too long
     */
    public int fetch(HttpRequest request, Path target, long mostBytes) throws IOException {
        Duration timeout =
                request.timeout()
                        .orElseThrow(() -> new IllegalArgumentException("request without timeout"));
        Way way = way(request.uri());
        HttpRequest prepared = withProxyLogin(request, way);
        HttpResponse<Optional<IOException>> response =
                attempt(
                        way,
                        timeout,
                        false,
                        left ->
                                await(
                                        http.sendAsync(
                                                prepared,
                                                info ->
                                                        info.statusCode() == OK
                                                                ? new FileBody(target, mostBytes)
                                                                : HttpResponse.BodySubscribers
                                                                        .replacing(
                                                                                Optional.empty())),
                                        left));
        if (response.statusCode() == Way.PROXY_LOGIN) {
            throw way.loginWanted(response.headers());
        }
        if (response.body().isPresent()) {
            throw response.body().get();
        }
        return response.statusCode();
    }

    private Way way(URI uri) throws OutboundException {
        return new Way(uri, route.proxy(uri).orElse(null));
    }

    /** The login goes with the request for the tunnel, and with nothing else. */
    private static HttpRequest withProxyLogin(HttpRequest request, Way way) {
        String login = way.proxyLogin();
        return login == null
                ? request
                : HttpRequest.newBuilder(request, (_, _) -> true)
                        .setHeader(PROXY_AUTHORIZATION, login)
                        .build();
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
        Way way = way(uri);
        return attempt(
                way,
                timeout,
                true,
                left -> {
                    WebSocket.Builder builder =
                            http.newWebSocketBuilder()
                                    .connectTimeout(left)
                                    .subprotocols(subprotocol);
                    headers.forEach(builder::header);
                    String login = way.proxyLogin();
                    if (login != null) {
                        builder.header(PROXY_AUTHORIZATION, login);
                    }
                    return open(way, builder, subprotocol, left);
                });
    }

    private ByteSocket open(
            Way way, WebSocket.Builder builder, String subprotocol, Duration timeout)
            throws IOException {
        ByteSocket socket = new ByteSocket(way, () -> reach.doubt(way.place().host()));
        CompletableFuture<WebSocket> opening = builder.buildAsync(way.uri(), socket.listener());
        try {
            WebSocket webSocket = await(opening, timeout);
            if (!subprotocol.equals(webSocket.getSubprotocol())) {
                webSocket.abort();
                throw new OutboundException(
                        OutboundException.Kind.PROTOCOL,
                        way.authority() + " does not speak " + subprotocol,
                        "check that the platform and this program are of about the same version",
                        null);
            }
            socket.opened(webSocket);
            return socket;
        } catch (IOException e) {
            // A socket that opens after all must not stay open.
            var _ = opening.thenAccept(WebSocket::abort);
            throw e;
        }
    }

    /** What is tried on one address of a place. */
    private interface Attempt<T> {
        T run(Duration left) throws IOException;
    }

    /**
     * Tries the addresses of a place until one answers, or the time is over.
     *
     * @param repeatable whether the platform may get it twice
     */
    private <T> T attempt(Way way, Duration timeout, boolean repeatable, Attempt<T> attempt)
            throws OutboundException {
        long end = System.nanoTime() + timeout.toNanos();
        for (int tried = 1; ; tried++) {
            int addresses = 0;
            try {
                Duration left = left(end);
                addresses =
                        reach.reach(
                                way.place(),
                                left.compareTo(CONNECT_TIMEOUT) < 0 ? left : CONNECT_TIMEOUT);
                return attempt.run(left(end));
            } catch (IOException e) {
                OutboundException found = refusal(way, e);
                if (found.kind() == OutboundException.Kind.REFUSED) {
                    throw found;
                }
                reach.failed(way.place().host());
                boolean again =
                        repeatable || DiagnoseFailure.find(e, SSLHandshakeException.class) != null;
                if (!again || tried >= addresses || end - System.nanoTime() <= 0) {
                    throw found;
                }
            }
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(
                Math.max(TimeUnit.MILLISECONDS.toNanos(1), end - System.nanoTime()));
    }

    private static <T> T await(CompletableFuture<T> answer, Duration timeout) throws IOException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new OutboundException(OutboundException.Kind.TIMEOUT, "interrupted", "", e);
        }
    }

    private static OutboundException refusal(Way way, IOException failure) {
        if (failure instanceof WebSocketHandshakeException handshake
                && handshake.getResponse() != null) {
            HttpResponse<?> response = handshake.getResponse();
            if (response.statusCode() == Way.PROXY_LOGIN) {
                return way.loginWanted(response.headers());
            }
            return new OutboundException(
                    way.authority()
                            + " refused the connection with status "
                            + response.statusCode(),
                    response.statusCode(),
                    response.body() instanceof String body ? body : "");
        }
        return way.diagnose(failure);
    }

    /** How a URI is reached, for people: `direct`, or through which proxy. */
    public String wayTo(URI uri) {
        return route.way(uri);
    }

    /** Ends what is still open, without waiting for the other side. */
    @Override
    public void close() {
        http.shutdownNow();
        executor.shutdownNow();
    }
}
