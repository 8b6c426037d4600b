package activate.embedded.home;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * HTTP to the platform as its users see it: the authority of this installation is trusted, and no
 * other.
 */
public final class TrustedClient {

    private TrustedClient() {}

    public static HttpClient of(Path authority, Duration connectTimeout) throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .sslContext(context(authority))
                .build();
    }

    public static SSLContext context(Path authority) throws IOException {
        return context(SslContextBuilder.forClient(), authority);
    }

    /** Shows a certificate, too. */
    public static SSLContext context(Path authority, Path certificate, Path key)
            throws IOException {
        var builder = SslContextBuilder.forClient();
        return context(builder.keyManager(certificate.toFile(), key.toFile()), authority);
    }

    private static SSLContext context(SslContextBuilder builder, Path authority)
            throws IOException {
        try {
            builder.sslProvider(SslProvider.JDK).trustManager(authority.toFile());
            return ((JdkSslContext) builder.build()).context();
        } catch (IllegalArgumentException e) {
            throw new IOException("ca-file=" + authority, e);
        }
    }
}
