package activate.ingress.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * Closes a TLS 1.2 connection whose client begins a second handshake: each costs us a signature,
 * and nothing of ours needs one. The JDK can refuse it too, but only by a property of the whole
 * process that counts for nothing once some class has been loaded. TLS 1.3 has no second handshake.
 */
// What becomes of a write or a close shows in the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class RenegotiationGuard extends ChannelInboundHandlerAdapter {

    private final SSLEngine engine;

    RenegotiationGuard(SslHandler tls) {
        this.engine = tls.engine();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (isHandshaking()) {
            ctx.close();
        } else {
            ctx.fireChannelReadComplete();
        }
    }

    private boolean isHandshaking() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING
                && status != HandshakeStatus.FINISHED
                && !engine.isInboundDone()
                && !engine.isOutboundDone();
    }
}
