package activate.ingress.listener;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate chain with the private key that belongs to it. It can only be made of two files
 * that fit each other.
 */
final class Certificate {

    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private final byte[] chainPem;
    private final byte[] keyPem;
    private final X509Certificate leaf;

    private Certificate(byte[] chainPem, byte[] keyPem, X509Certificate leaf) {
        this.chainPem = chainPem;
        this.keyPem = keyPem;
        this.leaf = leaf;
    }

    /** Reads both files. Blocks. */
    static Certificate read(Vertx vertx, Path certFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        return of(vertx, Files.readAllBytes(certFile), Files.readAllBytes(keyFile));
    }

    private static Certificate of(Vertx vertx, byte[] chainPem, byte[] keyPem)
            throws GeneralSecurityException {
        X509KeyManager manager = keyManager(vertx, options(chainPem, keyPem));
        for (String type : KEY_TYPES) {
            String[] aliases = manager.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                X509Certificate leaf = manager.getCertificateChain(aliases[0])[0];
                requireFit(leaf.getPublicKey(), manager.getPrivateKey(aliases[0]));
                return new Certificate(chainPem, keyPem, leaf);
            }
        }
        throw new GeneralSecurityException("the certificate has no key of a known type");
    }

    PemKeyCertOptions options() {
        return options(chainPem, keyPem);
    }

    boolean isSameAs(Certificate other) {
        return Arrays.equals(chainPem, other.chainPem) && Arrays.equals(keyPem, other.keyPem);
    }

    Instant expiresAt() {
        return leaf.getNotAfter().toInstant();
    }

    String serial() {
        return leaf.getSerialNumber().toString(16);
    }

    @Override
    public String toString() {
        return "Certificate[serial=" + serial() + "]";
    }

    private static X509KeyManager keyManager(Vertx vertx, PemKeyCertOptions options)
            throws GeneralSecurityException {
        try {
            for (var manager : options.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager x509) {
                    return x509;
                }
            }
        } catch (Exception e) {
            // Declared so by the library: whatever a broken PEM file makes it throw.
            throw new GeneralSecurityException("the PEM files cannot be read", e);
        }
        throw new GeneralSecurityException("the PEM files hold no X.509 key");
    }

    /** A certificate with another's key loads without complaint and then fails every handshake. */
    private static void requireFit(PublicKey open, PrivateKey secret)
            throws GeneralSecurityException {
        String algorithm =
                switch (open.getAlgorithm()) {
                    case "RSA", "RSASSA-PSS" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        byte[] probe = new byte[32];
        new SecureRandom().nextBytes(probe);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(secret);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the private key does not fit the certificate");
        }
    }

    private static PemKeyCertOptions options(byte[] chainPem, byte[] keyPem) {
        return new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(chainPem))
                .setKeyValue(Buffer.buffer(keyPem));
    }
}
