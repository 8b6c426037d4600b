package activate.embedded.home;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of this installation, kept as two PEM files; it signs only for names it
 * is asked for.
 */
public final class CertificateAuthority {

    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration LEAF_LIFE = Duration.ofDays(397);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final Path certificateFile;
    private final InstantSource clock;

    private CertificateAuthority(
            X509Certificate certificate,
            PrivateKey key,
            Path certificateFile,
            InstantSource clock) {
        this.certificate = certificate;
        this.key = key;
        this.certificateFile = certificateFile;
        this.clock = clock;
    }

    /** Reads the authority from its files, or makes it when there is none yet. */
    public static CertificateAuthority obtain(
            String name, Path certificateFile, Path keyFile, InstantSource clock)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
            KeyPair pair = newKeyPair();
            var self = new X500Name("CN=" + name);
            X509Certificate made =
                    sign(self, self, pair.getPublic(), List.of(), pair.getPrivate(), clock);
            PrivateFiles.write(keyFile, Pem.of(pair.getPrivate()));
            PrivateFiles.write(certificateFile, Pem.of(made));
        }
        return new CertificateAuthority(
                Pem.certificate(certificateFile), Pem.ecKey(keyFile), certificateFile, clock);
    }

    public Path certificateFile() {
        return certificateFile;
    }

    /**
     * Makes sure that a certificate for exactly these names and its key lie in the two files; made
     * anew when names changed or less than 30 days are left.
     */
    public void ensureLeaf(String name, List<String> names, Path certificateFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        if (Files.exists(certificateFile)
                && Files.exists(keyFile)
                && serves(Pem.certificate(certificateFile), names)) {
            return;
        }
        KeyPair pair = newKeyPair();
        var issuer = new X500Name(certificate.getSubjectX500Principal().getName());
        var subject = new X500Name("CN=" + name);
        X509Certificate leaf = sign(issuer, subject, pair.getPublic(), names, key, clock);
        PrivateFiles.write(keyFile, Pem.of(pair.getPrivate()));
        PrivateFiles.write(certificateFile, Pem.of(leaf) + Pem.of(certificate));
    }

    /** The same key and certificate as one PKCS #12 file, for programs that read no PEM. */
    public void writeKeyStore(
            Path certificateFile, Path keyFile, Path keyStoreFile, String password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = {Pem.certificate(certificateFile), certificate};
        store.setKeyEntry("key", Pem.ecKey(keyFile), password.toCharArray(), chain);
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, password.toCharArray());
        PrivateFiles.write(keyStoreFile, bytes.toByteArray());
    }

    private boolean serves(X509Certificate leaf, List<String> names)
            throws GeneralSecurityException {
        List<String> held =
                Objects.requireNonNullElse(leaf.getSubjectAlternativeNames(), List.<List<?>>of())
                        .stream()
                        .map(entry -> String.valueOf(entry.get(1)))
                        .sorted()
                        .toList();
        return held.equals(names.stream().sorted().toList())
                && leaf.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                && leaf.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEW_BEFORE));
    }

    /** On the curve P-256. */
    public static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /**
     * @param names that the certificate serves; none where it is an authority's
     */
    private static X509Certificate sign(
            X500Name issuer,
            X500Name subject,
            PublicKey publicKey,
            List<String> names,
            PrivateKey signer,
            InstantSource clock)
            throws GeneralSecurityException {
        boolean isAuthority = names.isEmpty();
        Instant now = clock.instant();
        var builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(127, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(isAuthority ? CA_LIFE : LEAF_LIFE)),
                        subject,
                        publicKey);
        int usage =
                isAuthority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
        try {
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (!isAuthority) {
                KeyPurposeId[] purposes = {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                };
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
                GeneralName[] alternatives =
                        names.stream()
                                .map(CertificateAuthority::alternative)
                                .toArray(GeneralName[]::new);
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            var signature = new JcaContentSignerBuilder("SHA256withECDSA").build(signer);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signature));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException("certificate of " + subject, e);
        }
    }

    private static GeneralName alternative(String name) {
        boolean isAddress = name.contains(":") || name.matches("[0-9]+(\\.[0-9]+){3}");
        return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}
