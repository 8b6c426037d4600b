package activate.outbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Which certificate authorities are believed: those of one PEM file and no others, else those of
 * `SSL_CERT_FILE`, else the operating system's, else the runtime's own.
 */
public final class TrustedAuthorities {
    private static final List<Path> SYSTEM =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"));

    private TrustedAuthorities() {}

    /**
     * @param caFile a PEM file with the only authorities to believe
     * @param environmentFile the value of `SSL_CERT_FILE`, used when there is no `caFile`
     */
    public static SSLContext context(Optional<Path> caFile, Optional<Path> environmentFile)
            throws IOException {
        Optional<Path> chosen =
                caFile.or(() -> environmentFile)
                        .or(() -> SYSTEM.stream().filter(Files::isReadable).findFirst());
        if (chosen.isEmpty()) {
            return defaultContext();
        }
        return context(chosen.get(), read(chosen.get()));
    }

    private static SSLContext defaultContext() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw unusable(file, "cannot be read", null);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw unusable(file, "holds no certificate", null);
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw unusable(file, "is not a PEM file of certificates", e);
        }
    }

    private static SSLContext context(Path file, Collection<? extends Certificate> certificates)
            throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int next = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + next++, certificate);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(file, "cannot be used: " + e.getMessage(), e);
        }
    }

    private static OutboundException unusable(
            Path file, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new OutboundException(
                OutboundException.Kind.CERTIFICATE,
                "CA file " + file + " " + why,
                "give a PEM file with the platform's CA certificate",
                cause);
    }
}
