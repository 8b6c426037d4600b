package activate.outbound;

import activate.testkit.network.TestCertificate;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server with TLS on loopback that answers as a test wants it. */
final class PlatformTwin implements AutoCloseable {
    static final String SUBPROTOCOL = "test.v1";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    PlatformTwin(TestCertificate certificate, Handler<HttpServerRequest> handler) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions()
                                        .setPath(certificate.keyStore().toString())
                                        .setPassword(TestCertificate.PASSWORD))
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setMaxWebSocketFrameSize(1024 * 1024)
                        .setWebSocketSubProtocols(List.of(SUBPROTOCOL));
        server = await(vertx.createHttpServer(options).requestHandler(handler).listen());
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + server.actualPort() + path);
    }

    URI socket() {
        return URI.create("wss://localhost:" + server.actualPort() + "/socket");
    }

    int port() {
        return server.actualPort();
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
