package activate.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

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

    // More than a file of one platform holds, fewer than the bundle of any system.
    private static final int FEW = 8;

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
        return context(chosen.get());
    }

    private static SSLContext defaultContext() throws IOException {
        try {
            return context(ServerTrust.in(null));
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }

    private static SSLContext context(Path file) throws IOException {
        try {
            return context(trust(file));
        } catch (GeneralSecurityException e) {
            throw unusable(file, "cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whom such a file lets this program believe. */
    static X509ExtendedTrustManager trust(Path file) throws IOException {
        byte[] content = content(file);
        List<String> written =
                AuthoritiesAsNeeded.written(new String(content, StandardCharsets.ISO_8859_1));
        // Few are looked at now, so that a wrong file is named before anything is tried.
        return written.size() <= FEW
                ? believing(file, content)
                : new AuthoritiesAsNeeded(written, () -> believing(file, content));
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unusable(file, "cannot be read", e);
        }
    }

    private static X509ExtendedTrustManager believing(Path file, byte[] content)
            throws IOException {
        try {
            // The JDK's: the native one passes over the rest of a file behind a damaged part.
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509", "SUN")
                            .generateCertificates(new ByteArrayInputStream(content));
            if (certificates.isEmpty()) {
                throw unusable(file, "holds no certificate", null);
            }
            return believing(certificates);
        } catch (GeneralSecurityException e) {
            throw unusable(file, "is not a PEM file of certificates", e);
        }
    }

    /** A trust manager that believes these authorities. */
    static X509ExtendedTrustManager believing(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int next = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + next++, certificate);
            }
            return ServerTrust.in(store);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static OutboundException unusable(Path file, String why, @Nullable Throwable cause) {
        return new OutboundException(
                OutboundException.Kind.CERTIFICATE,
                "CA file " + file + " " + why,
                "give a PEM file with the platform's CA certificate",
                cause);
    }
}
