package activate.embedded.home;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
        try {
            return context(authority, new KeyManager[0]);
        } catch (GeneralSecurityException e) {
            throw new IOException("ca-file=" + authority, e);
        }
    }

    /** Shows a certificate, too. */
    public static SSLContext context(Path authority, Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own",
                Pem.ecKey(key),
                new char[0],
                new Certificate[] {Pem.certificate(certificate), Pem.certificate(authority)});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        return context(authority, keys.getKeyManagers());
    }

    private static SSLContext context(Path authority, KeyManager[] keys)
            throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context;
        }
    }
}
