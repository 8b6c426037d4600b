package activate.outbound;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A name with a key, which signs certificates of any kind, and has some itself.
 *
 * @param name as it stands in certificates, encoded in one way or another
 */
record TestAuthority(X500Name name, KeyPair keys) {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    static TestAuthority of(String name) throws GeneralSecurityException {
        return of(new X500Name("CN=" + name));
    }

    static TestAuthority of(X500Name name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return new TestAuthority(name, generator.generateKeyPair());
    }

    /** What a certificate says beside its names. */
    record Terms(String algorithm, int lastDay, BasicConstraints kind, @Nullable Extra extra) {
        static final Terms AUTHORITY = of(new BasicConstraints(true));
        static final Terms SERVER = of(new BasicConstraints(false));

        static Terms of(BasicConstraints kind) {
            return new Terms("SHA256withECDSA", 100, kind, null);
        }

        Terms until(int day) {
            return new Terms(algorithm, day, kind, extra);
        }

        Terms by(String other) {
            return new Terms(other, lastDay, kind, extra);
        }

        Terms with(ASN1ObjectIdentifier identifier, ASN1Encodable value) {
            return new Terms(algorithm, lastDay, kind, new Extra(identifier, value));
        }
    }

    /** One more critical extension. */
    record Extra(ASN1ObjectIdentifier identifier, ASN1Encodable value) {}

    X509Certificate self(Terms terms) {
        return signs(this, terms);
    }

    X509Certificate signs(TestAuthority subject, Terms terms) {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder certificate =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(SERIAL.getAndIncrement()),
                        Date.from(now.minus(Duration.ofDays(10))),
                        Date.from(now.plus(Duration.ofDays(terms.lastDay()))),
                        subject.name,
                        subject.keys.getPublic());
        try {
            certificate.addExtension(Extension.basicConstraints, true, terms.kind());
            if (!terms.kind().isCA()) {
                certificate.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
            }
            Extra extra = terms.extra();
            if (extra != null) {
                certificate.addExtension(extra.identifier(), true, extra.value());
            }
            return new JcaX509CertificateConverter()
                    .setProvider("SUN")
                    .getCertificate(
                            certificate.build(
                                    new JcaContentSignerBuilder(terms.algorithm())
                                            .build(keys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
