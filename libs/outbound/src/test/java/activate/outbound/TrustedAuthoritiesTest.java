package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.outbound.OutboundException.Kind;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
