package activate.agenthub.socket;

import activate.messages.connect.ConnectMessage;
import activate.messages.tunnel.OpeningMessage;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** WebSocket settings of the hub's listener: big frames of stock peers, no compression. */
@ApplicationScoped
class SocketOptions implements HttpServerOptionsCustomizer {
    /** A stock peer sends up to one window, 4 MiB, in one frame. */
    private static final int LARGEST_FRAME = (4 << 20) + 64;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize(LARGEST_FRAME)
                .setMaxWebSocketMessageSize(LARGEST_FRAME)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketSubProtocols(
                        List.of(OpeningMessage.SUBPROTOCOL, ConnectMessage.SUBPROTOCOL))
                .setTcpKeepAlive(true);
    }
}
