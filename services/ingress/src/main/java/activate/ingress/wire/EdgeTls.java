package activate.ingress.wire;

import io.netty.channel.Channel;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The TLS of the edge: its suites, in the order in which they are preferred, and its guards. It is
 * BoringSSL's, which needs a third less processor time a request and ends a client that asks for
 * new keys without end; where that does not run, the JDK's.
 */
public final class EdgeTls extends SSLEngineOptions {

    /** Forward secret and authenticated encryption only; the first three are those of TLS 1.3. */
    public static final List<String> SUITES =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final Consumer<Channel> afterHandshake;

    EdgeTls(Consumer<Channel> afterHandshake) {
        this.afterHandshake = afterHandshake;
    }

    @Override
    public EdgeTls copy() {
        return new EdgeTls(afterHandshake);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Factory(afterHandshake);
    }

    private static final class Factory extends DefaultSslContextFactory {

        private final Consumer<Channel> afterHandshake;

        Factory(Consumer<Channel> afterHandshake) {
            super(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK, false);
            this.afterHandshake = afterHandshake;
        }

        /** Vert.x passes a set without an order. */
        @Override
        public SslContextFactory enabledCipherSuites(Set<String> unordered) {
            return super.enabledCipherSuites(new LinkedHashSet<>(SUITES));
        }

        @Override
        public SslContext create() throws SSLException {
            return new Guarded(super.create(), afterHandshake);
        }
    }

    private static final class Guarded extends DelegatingSslContext {

        private final Consumer<Channel> afterHandshake;

        Guarded(SslContext context, Consumer<Channel> afterHandshake) {
            super(context);
            this.afterHandshake = afterHandshake;
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // Vert.x's own context around this one does it.
        }

        // The listener is all that is wanted of it.
        @SuppressWarnings("FutureReturnValueIgnored")
        @Override
        protected void initHandler(SslHandler handler) {
            // Told before anything that was encrypted is passed on.
            handler.handshakeFuture()
                    .addListener(
                            done -> {
                                if (done.isSuccess()) {
                                    afterHandshake.accept((Channel) done.getNow());
                                }
                            });
        }
    }
}
