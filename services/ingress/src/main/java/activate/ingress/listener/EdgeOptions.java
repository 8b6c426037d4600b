package activate.ingress.listener;

import activate.ingress.limit.EdgeLimits;
import activate.ingress.wire.ConnectionGuards;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Options of the listeners. */
final class EdgeOptions {

    /**
     * What is far above the decoder's limit ends an HTTP/2 connection without an answer, so the
     * decoder lets some more pass and the request is refused with one.
     */
    private static final long HEADER_LIST = 8L;

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final int STREAM_WINDOW = 256 * 1024;
    private static final int CONNECTION_WINDOW = 1024 * 1024;

    private EdgeOptions() {}

    static HttpServerOptions secure(
            EdgeLimits limits, SwitchingKeys keys, ConnectionGuards guards) {
        HttpServerOptions options = plain(limits);
        options.setSsl(true)
                .setKeyCertOptions(KeyCertOptions.wrap(keys))
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(limits.handshakeTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        guards.secure(options);
        return options;
    }

    static HttpServerOptions plain(EdgeLimits limits) {
        int headerSize = (int) limits.headerSize().asLongValue();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength((int) limits.requestLineSize().asLongValue())
                        .setMaxHeaderSize(headerSize)
                        .setDecompressionSupported(false)
                        .setIdleTimeout((int) limits.upgradeIdleTimeout().toSeconds())
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                        .setInitialSettings(
                                new Http2Settings()
                                        .setMaxConcurrentStreams(limits.streamsPerConnection())
                                        .setInitialWindowSize(STREAM_WINDOW)
                                        .setMaxHeaderListSize(HEADER_LIST * headerSize));
        limits.socketBufferBytes()
                .ifPresent(size -> options.setReceiveBufferSize(size).setSendBufferSize(size));
        return options;
    }
}
