package activate.ingress.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.util.ReferenceCountUtil;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** Whose TLS the edge speaks. */
final class EdgeTlsTest {

    @Test
    void itIsBoringSslWhereThatRuns() throws Exception {
        assumeTrue(OpenSsl.isAvailable(), "BoringSSL does not run on this machine");
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(null, null);

        SSLEngine engine =
                new EdgeTls(_ -> {})
                        .sslContextFactory()
                        .keyMananagerFactory(keys)
                        .enabledCipherSuites(Set.of())
                        .create()
                        .newEngine(UnpooledByteBufAllocator.DEFAULT);

        assertThat(engine).isInstanceOf(ReferenceCountedOpenSslEngine.class);
        ReferenceCountUtil.release(engine);
    }
}
