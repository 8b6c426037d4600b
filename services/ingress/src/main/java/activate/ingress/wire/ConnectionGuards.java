package activate.ingress.wire;

import activate.ingress.limit.EdgeLimits;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.Refuse;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Puts the guards into the pipelines of client connections. */
public final class ConnectionGuards {

    private static final String BEFORE = "handler";

    private final FrameConfig frames;
    private final EdgeLimits limits;

    public ConnectionGuards(FrameConfig frames, EdgeLimits limits) {
        this.frames = frames;
        this.limits = limits;
    }

    /** Adds TLS and its guards to a listener. */
    public void secure(HttpServerOptions options) {
        options.setSslEngineOptions(new EdgeTls(this::afterHandshake))
                .setHttp2RstFloodMaxRstFramePerWindow(frames.resets())
                .setHttp2RstFloodWindowDuration((int) frames.resetWindow().toSeconds())
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
    }

    /**
     * Guards a new connection of HTTP/1.1.
     *
     * @param answerHeaders adds to an answer what each one of the edge carries; its second argument
     *     is the id of the request
     */
    public void opened(HttpConnection connection, BiConsumer<MultiMap, String> answerHeaders) {
        ChannelPipeline pipeline = pipeline(connection);
        if (pipeline != null && pipeline.get("httpDecoder") != null) {
            pipeline.addBefore(
                    BEFORE, "framing", new Http1Guard(limits, frames.linger(), answerHeaders));
        }
    }

    /**
     * Answers a request that two programs could understand differently. What follows on its
     * connection is not looked at, except with HTTP/2, where each request stands for itself.
     */
    public static void refuse(
            Vertx vertx, HttpServerRequest request, EdgeProblem problem, String requestId) {
        if (request.version() == HttpVersion.HTTP_2) {
            Refuse.with(vertx, request, problem, requestId);
            return;
        }
        request.response().putHeader("connection", "close");
        Refuse.with(vertx, request, problem, requestId);
        ChannelPipeline pipeline = pipeline(request.connection());
        Http1Guard guard = pipeline == null ? null : pipeline.get(Http1Guard.class);
        if (guard != null) {
            guard.refuse();
        }
        request.connection().close();
    }

    private void afterHandshake(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls.engine().getSession().getProtocol().equals("TLSv1.2")) {
            channel.pipeline().addAfter("ssl", "renegotiation", new RenegotiationGuard(tls));
        }
        if ("h2".equals(tls.applicationProtocol())) {
            channel.pipeline().addAfter("ssl", "frames", new Http2Guard(frames, limits));
        }
    }

    private static @Nullable ChannelPipeline pipeline(HttpConnection connection) {
        return connection instanceof ConnectionBase base ? base.channel().pipeline() : null;
    }
}
