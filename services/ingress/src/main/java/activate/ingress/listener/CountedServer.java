package activate.ingress.listener;

import activate.ingress.limit.ConnectionLimit;
import io.netty.channel.Channel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.function.BiConsumer;

/**
 * Counts a connection when it is accepted. Vert.x tells of one only after its TLS handshake and,
 * over HTTP/2, its first settings; until then it would be held and counted by nobody.
 */
final class CountedServer extends HttpServerImpl {

    private final ConnectionLimit limit;

    CountedServer(Vertx vertx, HttpServerOptions options, ConnectionLimit limit) {
        super((VertxInternal) vertx, options);
        this.limit = limit;
    }

    @Override
    protected BiConsumer<Channel, SslChannelProvider> childHandler(
            ContextInternal context, SocketAddress address, GlobalTrafficShapingHandler shaping) {
        BiConsumer<Channel, SslChannelProvider> next =
                super.childHandler(context, address, shaping);
        return (channel, tls) -> {
            if (limit.accept(channel)) {
                next.accept(channel, tls);
            } else {
                var unused = channel.close();
            }
        };
    }
}
