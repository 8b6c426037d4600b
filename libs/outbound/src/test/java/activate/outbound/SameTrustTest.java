package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import activate.outbound.TestAuthority.Terms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of many authorities is believed exactly as the JDK believes all of them. */
class SameTrustTest {
    private static final int OTHERS = 10;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private final Path directory;
    private final List<Certificate> others = new ArrayList<>();
    private final TestAuthority root = TestAuthority.of("root");
    private final TestAuthority second = TestAuthority.of("second");
    private final TestAuthority middle = TestAuthority.of("middle");
    private final TestAuthority server = TestAuthority.of("server");

    SameTrustTest(@TempDir Path directory) throws GeneralSecurityException {
        this.directory = directory;
    }

    /** More than are read at once. */
    @BeforeEach
    void makeOthers() throws GeneralSecurityException {
        for (int i = 0; i < OTHERS; i++) {
            others.add(TestAuthority.of("other " + i).self(Terms.AUTHORITY));
        }
    }

    private static String pem(Certificate certificate) {
        try {
            return BEGIN
                    + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(certificate.getEncoded())
                    + "\n"
                    + END
                    + "\n";
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String more) throws IOException {
        StringBuilder all = new StringBuilder(more);
        others.forEach(other -> all.append(pem(other)));
        return Files.writeString(directory.resolve("many.pem"), all);
    }

    private static X509ExtendedTrustManager ofTheJdk(Collection<? extends Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Certificate authority : authorities) {
            store.setCertificateEntry("ca " + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /** Empty where the chain is believed, else why it is not. */
    private static String verdict(X509ExtendedTrustManager trust, X509Certificate... chain) {
        try {
            trust.checkServerTrusted(chain, "UNKNOWN");
            return "";
        } catch (CertificateException e) {
            return DiagnoseFailure.text(e);
        }
    }

    /** Asserts that both say this. */
    private void assertBelieved(
            boolean isBelieved, List<X509Certificate> authorities, X509Certificate... chain)
            throws Exception {
        StringBuilder more = new StringBuilder();
        authorities.forEach(authority -> more.append(pem(authority)));
        List<Certificate> all = new ArrayList<>(authorities);
        all.addAll(others);

        String jdk = verdict(ofTheJdk(all), chain);
        String ours = verdict(TrustedAuthorities.trust(file(more.toString())), chain);

        assertThat(ours).isEqualTo(jdk);
        assertThat(ours.isEmpty()).as(ours).isEqualTo(isBelieved);
    }

    @Test
    void chainsAreCompletedByTheFileAndOnlyByIt() throws Exception {
        X509Certificate anchor = root.self(Terms.AUTHORITY);
        X509Certificate between = root.signs(middle, Terms.AUTHORITY);
        X509Certificate leaf = middle.signs(server, Terms.SERVER);

        assertBelieved(true, List.of(anchor), leaf, between);
        assertBelieved(true, List.of(anchor), leaf, between, anchor);
        // In any order, and with what has nothing to do with it.
        assertBelieved(true, List.of(anchor), leaf, anchor, between);
        assertBelieved(true, List.of(anchor), leaf, second.self(Terms.AUTHORITY), between);
        assertBelieved(true, List.of(between), leaf);
        assertBelieved(true, List.of(between), leaf, between);
        // As behind a proxy that looks into TLS with an authority of its own.
        assertBelieved(true, List.of(anchor), root.signs(server, Terms.SERVER));
        assertBelieved(false, List.of(anchor), leaf);
        assertBelieved(false, List.of(), leaf, between, anchor);
        assertBelieved(false, List.of(second.self(Terms.AUTHORITY)), leaf, between, anchor);
    }

    @Test
    void crossSignedAuthoritiesLeadEitherWay() throws Exception {
        X509Certificate anchor = root.self(Terms.AUTHORITY);
        X509Certificate byRoot = root.signs(middle, Terms.AUTHORITY);
        X509Certificate bySecond = second.signs(middle, Terms.AUTHORITY);
        X509Certificate rootBySecond = second.signs(root, Terms.AUTHORITY);
        X509Certificate leaf = middle.signs(server, Terms.SERVER);

        assertBelieved(false, List.of(anchor), leaf, bySecond);
        assertBelieved(true, List.of(anchor), leaf, bySecond, byRoot);
        assertBelieved(true, List.of(anchor), leaf, byRoot, rootBySecond);
        // The same name and key, with another issuer.
        assertBelieved(true, List.of(middle.self(Terms.AUTHORITY)), leaf, bySecond);
        assertBelieved(true, List.of(bySecond), leaf, byRoot);
    }

    @Test
    void nameOfAnAuthorityIsNotItsKey() throws Exception {
        TestAuthority namesake = TestAuthority.of("root");
        X509Certificate anchor = root.self(Terms.AUTHORITY);
        X509Certificate fake = namesake.self(Terms.AUTHORITY);
        X509Certificate leaf = root.signs(server, Terms.SERVER);

        assertBelieved(false, List.of(fake), leaf);
        assertBelieved(false, List.of(fake), leaf, anchor);
        assertBelieved(true, List.of(fake, anchor), leaf);
        assertBelieved(true, List.of(anchor, fake), leaf, fake);
    }

    @Test
    void authoritiesAndServersHaveTheirTime() throws Exception {
        X509Certificate anchor = root.self(Terms.AUTHORITY);
        X509Certificate old = root.self(Terms.AUTHORITY.until(-1));
        X509Certificate leaf = root.signs(server, Terms.SERVER);
        X509Certificate between = root.signs(middle, Terms.AUTHORITY.until(-1));

        // As the JDK has it: an authority of the file is believed for its name and key.
        assertBelieved(true, List.of(old), leaf);
        assertBelieved(true, List.of(old, anchor), leaf, old);
        assertBelieved(false, List.of(anchor), root.signs(server, Terms.SERVER.until(-1)));
        assertBelieved(false, List.of(anchor), middle.signs(server, Terms.SERVER), between);
    }

    @Test
    void constraintsOfAnAuthorityBind() throws Exception {
        X509Certificate anchor = root.self(Terms.AUTHORITY);
        X509Certificate leaf = middle.signs(server, Terms.SERVER);
        X509Certificate throughSecond = second.signs(middle, Terms.AUTHORITY);

        assertBelieved(false, List.of(anchor), leaf, root.signs(middle, only("elsewhere.example")));
        assertBelieved(true, List.of(anchor), leaf, root.signs(middle, only("localhost")));
        // Those of an authority of the file do not, in the JDK.
        assertBelieved(
                true,
                List.of(root.self(only("elsewhere.example"))),
                root.signs(server, Terms.SERVER));
        assertBelieved(
                false,
                List.of(anchor),
                leaf,
                throughSecond,
                root.signs(second, Terms.of(new BasicConstraints(0))));
        assertBelieved(
                false,
                List.of(anchor),
                leaf,
                root.signs(middle, Terms.of(new BasicConstraints(false))));
    }

    private static Terms only(String domain) {
        return Terms.AUTHORITY.with(
                Extension.nameConstraints,
                new NameConstraints(
                        new GeneralSubtree[] {
                            new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))
                        },
                        null));
    }

    @Test
    void serversCertificateIsForServers() throws Exception {
        X509Certificate anchor = root.self(Terms.AUTHORITY);
        Terms forClients =
                Terms.SERVER.with(
                        Extension.extendedKeyUsage,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));

        assertBelieved(false, List.of(anchor), root.signs(server, forClients));
        // SHA-1 is refused below the JDK's own authorities only.
        assertBelieved(
                true,
                List.of(anchor),
                middle.signs(server, Terms.SERVER),
                root.signs(middle, Terms.AUTHORITY.by("SHA1withECDSA")));
    }

    @Test
    void selfSignedServerIsBelievedWhereTheFileHasIt() throws Exception {
        X509Certificate alone = server.self(Terms.SERVER);

        assertBelieved(true, List.of(alone), alone);
        assertBelieved(false, List.of(), alone);
        assertBelieved(true, List.of(server.self(Terms.AUTHORITY.until(50))), alone);
    }

    @Test
    void nameIsTheSameHoweverItIsWritten() throws Exception {
        var printable =
                new X500NameBuilder().addRDN(BCStyle.CN, new DERPrintableString("the  Root"));
        var utf8 = new X500NameBuilder().addRDN(BCStyle.CN, new DERUTF8String("the root"));
        TestAuthority one = TestAuthority.of(printable.build());
        TestAuthority other = new TestAuthority(utf8.build(), one.keys());

        assertBelieved(true, List.of(one.self(Terms.AUTHORITY)), other.signs(server, Terms.SERVER));
    }

    /** Whatever chain and whatever file. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyChainIsBelievedOrNotAsByTheJdk(long seed) throws Exception {
        Random random = new Random(seed);
        List<TestAuthority> names = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            names.add(TestAuthority.of("name " + i % 4));
        }
        List<X509Certificate> pool = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            TestAuthority issuer = names.get(random.nextInt(names.size()));
            TestAuthority subject =
                    random.nextInt(4) == 0 ? issuer : names.get(random.nextInt(names.size()));
            Terms terms = Terms.of(new BasicConstraints(random.nextInt(8) != 0));
            pool.add(issuer.signs(subject, random.nextInt(8) == 0 ? terms.until(-1) : terms));
        }
        int believed = 0;
        for (int round = 0; round < 60; round++) {
            Collections.shuffle(pool, random);
            List<X509Certificate> chain = new ArrayList<>(pool.subList(0, random.nextInt(5)));
            chain.addFirst(names.get(random.nextInt(names.size())).signs(server, Terms.SERVER));
            Collections.shuffle(pool, random);
            List<Certificate> all = new ArrayList<>(pool.subList(0, random.nextInt(5)));
            StringBuilder more = new StringBuilder();
            all.forEach(authority -> more.append(pem(authority)));
            all.addAll(others);
            X509Certificate[] shown = chain.toArray(X509Certificate[]::new);

            String jdk = verdict(ofTheJdk(all), shown);
            String ours = verdict(TrustedAuthorities.trust(file(more.toString())), shown);

            assertThat(ours.isEmpty()).as("%s %s: %s", seed, round, jdk).isEqualTo(jdk.isEmpty());
            believed += ours.isEmpty() ? 1 : 0;
        }
        assertThat(believed).isBetween(5, 55);
    }

    /** What one reader takes for a certificate and another one does not. */
    @Test
    void fileIsReadAsTheJdkReadsIt() throws Exception {
        String whole = pem(root.self(Terms.AUTHORITY));
        X509Certificate leaf = root.signs(server, Terms.SERVER);
        for (String text :
                new String[] {
                    whole,
                    "# words\n" + whole + "\n",
                    whole.replace("\n", "\r\n"),
                    whole.indent(1),
                    whole.indent(1).replace(" ", "# "),
                    "#" + whole,
                    "x" + whole,
                    whole.replace(END, ""),
                    whole.replace("CERTIFICATE", "TRUSTED CERTIFICATE"),
                    whole.replace("CERTIFICATE", "X509 CERTIFICATE"),
                    whole.replace(BEGIN, BEGIN + "\nProc-Type: 4,ENCRYPTED\n"),
                    whole.replace(BEGIN, BEGIN + " "),
                    whole.replace(END, "=" + END),
                    "-----BEGIN X-----\n" + whole + "-----END X-----\n",
                    BEGIN + "\n" + whole,
                    whole.replace("\n", "\n\n")
                }) {
            Path file = file(text);

            assertThat(verdictOf(file, leaf)).as(text).isEqualTo(verdictOfTheJdk(file, leaf));
        }
    }

    private static boolean verdictOf(Path file, X509Certificate leaf) {
        try {
            return verdict(TrustedAuthorities.trust(file), leaf).isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean verdictOfTheJdk(Path file, X509Certificate leaf) throws Exception {
        byte[] content = Files.readString(file).getBytes(StandardCharsets.UTF_8);
        try {
            return verdict(
                            ofTheJdk(
                                    CertificateFactory.getInstance("X.509", "SUN")
                                            .generateCertificates(
                                                    new ByteArrayInputStream(content))),
                            leaf)
                    .isEmpty();
        } catch (CertificateException _) {
            return false;
        }
    }
}
