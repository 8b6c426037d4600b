package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.outbound.OutboundException.Kind;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {
    private final Path directory;

    TrustedAuthoritiesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** The status that a client gets which believes these. */
    private static int status(
            TestCertificate shown, Optional<Path> caFile, Map<String, String> environment)
            throws IOException {
        try (PlatformTwin platform = new PlatformTwin(shown, request -> request.response().end());
                OutboundClient client = OutboundClient.open(caFile, environment)) {
            return client.send(
                            HttpRequest.newBuilder(platform.uri("/"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build())
                    .statusCode();
        }
    }

    private static OutboundException failure(
            TestCertificate shown, Optional<Path> caFile, Map<String, String> environment) {
        try {
            throw new AssertionError("believed: " + status(shown, caFile, environment));
        } catch (OutboundException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsOfferedThatTheServersKeyAloneWouldOpenLater() throws IOException {
        SSLContext context = TrustedAuthorities.context(Optional.empty(), Optional.empty());

        assertThat(TlsParameters.of(context).getCipherSuites())
                .contains("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .noneMatch(suite -> suite.startsWith("TLS_RSA_"));
    }

    @Test
    void authorityOfTheFileIsBelievedAndNoOther() throws IOException {
        TestCertificate ca = TestCertificate.make(directory, "ca");
        TestCertificate other = TestCertificate.make(directory, "other");
        TestCertificate signed = TestCertificate.signed(directory, "signed", ca);

        assertThat(status(signed, Optional.of(ca.pem()), Map.of())).isEqualTo(200);
        OutboundException refused = failure(signed, Optional.of(other.pem()), Map.of());
        assertThat(refused.kind()).isEqualTo(Kind.CERTIFICATE);
        assertThat(refused).hasMessageContaining("an authority that is not trusted here");
        assertThat(refused.hint()).contains("--ca-file");
    }

    @Test
    void fileOfTheCommandLineCountsBeforeThatOfTheEnvironment() throws IOException {
        TestCertificate platform = TestCertificate.make(directory, "platform");
        TestCertificate other = TestCertificate.make(directory, "other");
        Map<String, String> good = Map.of("SSL_CERT_FILE", platform.pem().toString());

        assertThat(status(platform, Optional.empty(), good)).isEqualTo(200);
        assertThat(failure(platform, Optional.of(other.pem()), good).kind())
                .isEqualTo(Kind.CERTIFICATE);
    }

    @Test
    void withoutAFileTheSystemsAuthoritiesCount() throws IOException {
        TestCertificate unknown = TestCertificate.make(directory, "unknown");

        assertThat(failure(unknown, Optional.empty(), Map.of("SSL_CERT_FILE", " ")).kind())
                .isEqualTo(Kind.CERTIFICATE);
    }

    @Test
    void certificateForAnotherHostIsNamedAsSuch() throws IOException {
        TestCertificate elsewhere =
                TestCertificate.make(directory, "elsewhere", "-ext", TestCertificate.OTHER_NAME);

        OutboundException refused = failure(elsewhere, Optional.of(elsewhere.pem()), Map.of());

        assertThat(refused.kind()).isEqualTo(Kind.CERTIFICATE);
        assertThat(refused).hasMessageContaining("is not for the name localhost");
    }

    @Test
    void addressIsCheckedAsANameIs() throws IOException {
        TestCertificate here = TestCertificate.make(directory, "here");
        TestCertificate named =
                TestCertificate.make(directory, "named", "-ext", "san=dns:localhost");

        assertThat(statusOfAddress(here)).isEqualTo(200);
        assertThatThrownBy(() -> statusOfAddress(named))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining("is not for the name 127.0.0.1");
    }

    private static int statusOfAddress(TestCertificate shown) throws IOException {
        try (PlatformTwin platform = new PlatformTwin(shown, request -> request.response().end());
                OutboundClient client = OutboundClient.open(Optional.of(shown.pem()), Map.of())) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("https://127.0.0.1:" + platform.port()))
                                    .timeout(Duration.ofSeconds(10))
                                    .build())
                    .statusCode();
        }
    }

    @Test
    void certificateOutOfItsTimeIsNamedAsSuch() throws IOException {
        TestCertificate ca = TestCertificate.make(directory, "ca");
        TestCertificate old =
                TestCertificate.signed(
                        directory, "old", ca, "-startdate", "-10d", "-validity", "5");
        TestCertificate early =
                TestCertificate.signed(
                        directory, "early", ca, "-startdate", "+10d", "-validity", "5");

        assertThat(failure(old, Optional.of(ca.pem()), Map.of()))
                .hasMessageContaining("has expired");
        assertThat(failure(early, Optional.of(ca.pem()), Map.of()))
                .hasMessageContaining("is not valid yet");
    }

    /** A file with many authorities, as a system has it, and these. */
    private Path bundle(String name, String... more) throws Exception {
        KeyStore runtime =
                KeyStore.getInstance(
                        Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                                .toFile(),
                        (char[]) null);
        StringBuilder all = new StringBuilder();
        for (String alias : Collections.list(runtime.aliases())) {
            all.append("# ").append(alias).append('\n').append(pem(runtime.getCertificate(alias)));
        }
        return Files.writeString(directory.resolve(name), all + String.join("", more));
    }

    private static String pem(Certificate certificate) throws Exception {
        return block(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate.getEncoded()));
    }

    private static String block(String base64) {
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void oneOfManyAuthoritiesIsBelievedThoughOthersAreDamaged() throws Exception {
        TestCertificate ca = TestCertificate.make(directory, "ca");
        TestCertificate signed = TestCertificate.signed(directory, "signed", ca);

        Path file = bundle("many.pem", block("AAAA"), Files.readString(ca.pem()));

        assertThat(status(signed, Optional.of(file), Map.of())).isEqualTo(200);
        assertThat(status(ca, Optional.of(file), Map.of())).isEqualTo(200);
    }

    @Test
    void manyAuthoritiesRefuseAsOneDoes() throws Exception {
        TestCertificate ca = TestCertificate.make(directory, "ca");
        TestCertificate stranger = TestCertificate.make(directory, "stranger");
        // Another authority that took the name of one that is believed.
        Path fakes = Files.createDirectory(directory.resolve("fakes"));
        TestCertificate signedByFake =
                TestCertificate.signed(fakes, "signed", TestCertificate.make(fakes, "ca"));
        TestCertificate elsewhere =
                TestCertificate.make(directory, "elsewhere", "-ext", TestCertificate.OTHER_NAME);
        TestCertificate old =
                TestCertificate.signed(
                        directory, "old", ca, "-startdate", "-10d", "-validity", "5");
        Path file =
                bundle("many.pem", Files.readString(ca.pem()), Files.readString(elsewhere.pem()));

        for (TestCertificate unknown : List.of(stranger, signedByFake)) {
            assertThat(failure(unknown, Optional.of(file), Map.of()))
                    .hasMessageContaining("an authority that is not trusted here");
        }
        assertThat(failure(elsewhere, Optional.of(file), Map.of()))
                .hasMessageContaining("is not for the name localhost");
        assertThat(failure(old, Optional.of(file), Map.of())).hasMessageContaining("has expired");
    }

    @Test
    void damageToTheAuthorityThatIsNeededIsNamed() throws Exception {
        TestCertificate ca = TestCertificate.make(directory, "ca");
        String whole = Files.readString(ca.pem());

        Path file = bundle("many.pem", whole.replace(whole.lines().toList().get(5), "AAAA"));

        OutboundException refused = failure(ca, Optional.of(file), Map.of());
        assertThat(refused.kind()).isEqualTo(Kind.CERTIFICATE);
        assertThat(refused).hasMessageContaining(file + " is not a PEM file of certificates");
    }

    @Test
    void fileThatIsOfNoUseIsNamed() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        Path garbage =
                Files.writeString(
                        directory.resolve("garbage.pem"),
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path absent = directory.resolve("absent.pem");

        for (Path file : new Path[] {empty, garbage, absent}) {
            assertThatThrownBy(() -> OutboundClient.open(Optional.of(file), Map.of()))
                    .isInstanceOfSatisfying(
                            OutboundException.class,
                            refused -> {
                                assertThat(refused.kind()).isEqualTo(Kind.CERTIFICATE);
                                assertThat(refused).hasMessageContaining(file.toString());
                                assertThat(refused.hint()).contains("PEM");
                            });
        }
    }
}
