package activate.ingress.listener;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate chain with the private key that belongs to it. It can only be made of two files
 * that fit each other.
 */
final class Certificate {

    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final String fingerprint;

    private Certificate(List<X509Certificate> chain, PrivateKey key, String fingerprint) {
        this.chain = chain;
        this.key = key;
        this.fingerprint = fingerprint;
    }

    /** Reads both files. Blocks. */
    static Certificate read(Vertx vertx, Path certFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        byte[] chainPem = Files.readAllBytes(certFile);
        byte[] keyPem = Files.readAllBytes(keyFile);
        X509KeyManager manager = keyManager(vertx, chainPem, keyPem);
        for (String type : KEY_TYPES) {
            String[] aliases = manager.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                X509Certificate[] chain = manager.getCertificateChain(aliases[0]);
                PrivateKey key = manager.getPrivateKey(aliases[0]);
                requireFit(chain[0].getPublicKey(), key);
                return new Certificate(List.of(chain), key, fingerprintOf(chainPem, keyPem));
            }
        }
        throw new GeneralSecurityException("the certificate has no key of a known type");
    }

    /** What the fingerprint of the two files is now; much cheaper than reading what they hold. */
    static String fingerprintOf(Path certFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        return fingerprintOf(Files.readAllBytes(certFile), Files.readAllBytes(keyFile));
    }

    X509Certificate[] chain() {
        return chain.toArray(X509Certificate[]::new);
    }

    PrivateKey key() {
        return key;
    }

    /** The kind of key, as a handshake asks for it. */
    String keyType() {
        return key.getAlgorithm();
    }

    /** Names these two files; other content gives another name. */
    String fingerprint() {
        return fingerprint;
    }

    Instant expiresAt() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    String serial() {
        return chain.getFirst().getSerialNumber().toString(16);
    }

    @Override
    public String toString() {
        return "Certificate[serial=" + serial() + "]";
    }

    private static X509KeyManager keyManager(Vertx vertx, byte[] chainPem, byte[] keyPem)
            throws GeneralSecurityException {
        PemKeyCertOptions options =
                new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(chainPem))
                        .setKeyValue(Buffer.buffer(keyPem));
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
        try {
            signature.initSign(secret);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(probe);
            if (signature.verify(signed)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException("the private key does not fit the certificate", e);
        }
        throw new GeneralSecurityException("the private key does not fit the certificate");
    }

    private static String fingerprintOf(byte[] chainPem, byte[] keyPem)
            throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(chainPem);
        digest.update(keyPem);
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
