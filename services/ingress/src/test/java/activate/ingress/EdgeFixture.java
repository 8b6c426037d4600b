package activate.ingress;

import activate.ingress.limit.EdgeLimits;
import activate.ingress.listener.Edge;
import activate.ingress.listener.ListenerConfig;
import activate.ingress.route.RouteConfig;
import activate.ingress.route.RouteSettings;
import activate.ingress.site.SiteConfig;
import activate.ingress.wire.FrameConfig;
import activate.settings.PlatformConfig;
import activate.settings.ServiceUrls;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An edge on free ports with two services behind it that a test scripts. */
final class EdgeFixture implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 20;
    private static final String NOT_USED = "http://127.0.0.1:9";

    final Vertx vertx = Vertx.vertx();
    final Path folder;
    final HttpServer legacyApi;
    final HttpServer agentHub;
    final Edge edge;

    EdgeFixture(
            Path folder,
            Map<String, String> settings,
            Consumer<HttpServerRequest> api,
            Consumer<HttpServerRequest> hub)
            throws Exception {
        this.folder = folder;
        Certificates.write(folder, "first");
        legacyApi =
                get(vertx.createHttpServer().requestHandler(api::accept).listen(0, "127.0.0.1"));
        // Small kernel buffers, so that what a test counts is what the edge holds.
        HttpServerOptions hubOptions =
                new HttpServerOptions()
                        .addWebSocketSubProtocol("activate.yamux.v1")
                        .setSendBufferSize(16_384)
                        .setReceiveBufferSize(16_384);
        agentHub =
                get(
                        vertx.createHttpServer(hubOptions)
                                .requestHandler(hub::accept)
                                .listen(0, "127.0.0.1"));
        Map<String, String> values = new HashMap<>();
        values.put("activate.ingress.listener.https-port", "-1");
        values.put("activate.ingress.listener.http-port", "-2");
        values.put("activate.ingress.listener.cert-file", folder.resolve("cert.pem").toString());
        values.put("activate.ingress.listener.key-file", folder.resolve("key.pem").toString());
        values.put("activate.ingress.listener.reload-period", "100ms");
        values.put("activate.url.legacy-api", "http://127.0.0.1:" + legacyApi.actualPort());
        values.put("activate.url.agent-hub", "http://127.0.0.1:" + agentHub.actualPort());
        values.put("activate.ingress.site.agent-dist", folder.toString());
        values.put("activate.ingress.site.version", "1.2.3-test");
        values.putAll(settings);
        edge = new Edge(vertx, settings(values));
        get(edge.open());
    }

    static Edge.Settings settings(Map<String, String> values) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(values, "test", 500))
                        .withMapping(ListenerConfig.class)
                        .withMapping(EdgeLimits.class)
                        .withMapping(FrameConfig.class)
                        .withMapping(RouteConfig.class)
                        .withMapping(SiteConfig.class)
                        .withMapping(PlatformConfig.class)
                        .withMapping(ServiceUrls.class)
                        .withDefaultValue("activate.platform.public-url", "https://localhost:4443")
                        .withDefaultValue("activate.url.legacy-api", NOT_USED)
                        .withDefaultValue("activate.url.internal-api", NOT_USED)
                        .withDefaultValue("activate.url.agent-hub", NOT_USED)
                        .build();
        return new Edge.Settings(
                config.getConfigMapping(ListenerConfig.class),
                config.getConfigMapping(EdgeLimits.class),
                config.getConfigMapping(FrameConfig.class),
                new RouteSettings(
                        config.getConfigMapping(RouteConfig.class),
                        config.getConfigMapping(ServiceUrls.class),
                        config.getConfigMapping(PlatformConfig.class)),
                config.getConfigMapping(SiteConfig.class));
    }

    HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setSsl(true)
                        .setTrustAll(true)
                        .setVerifyHost(false)
                        .setUseAlpn(true)
                        .setProtocolVersion(version)
                        .setDefaultHost("localhost")
                        .setDefaultPort(edge.httpsPort()));
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Sends a request and reads its answer, all on one event loop: an answer that comes before its
     * reader is there is lost.
     */
    Future<Buffer> ask(
            HttpClient client,
            HttpMethod method,
            String path,
            UnaryOperator<HttpClientRequest> head,
            Buffer body) {
        Promise<Buffer> answer = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                client.request(method, path)
                                        .compose(request -> head.apply(request).send(body))
                                        .compose(HttpClientResponse::body)
                                        .onComplete(answer));
        return answer.future();
    }

    @Override
    public void close() {
        try {
            get(edge.close());
            get(vertx.close());
        } catch (Exception e) {
            // Thrown as it comes by the futures; a fixture that cannot close fails its test.
            throw new IllegalStateException("The fixture did not close", e);
        }
    }
}
