package activate.embedded.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets, keys and certificates of one home. */
@SuppressWarnings("NullAway.Init")
final class HomeTest {

    @TempDir Path folder;

    @Test
    void secretsStayAndAreForThisAccountAlone() throws Exception {
        var home = new Home(folder.resolve("with spaces"));
        home.prepare();
        String secret = home.secret("store");

        assertThat(secret)
                .hasSize(32)
                .isEqualTo(home.secret("store"))
                .isNotEqualTo(home.secret("other"));
        assertThat(mode(home.secretFile("store"))).isEqualTo("rw-------");
        assertThat(mode(home.root())).isEqualTo("rwx------");
        assertThat(mode(home.root().resolve("secrets"))).isEqualTo("rwx------");
    }

    @Test
    void theCertificateIsMadeAnewOnlyWhenItsNamesChange() throws Exception {
        // Given an authority and a certificate for two names
        Path certificate = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        var authority =
                CertificateAuthority.obtain(
                        "Test",
                        folder.resolve("ca.pem"),
                        folder.resolve("ca.key"),
                        Clock.systemUTC());
        authority.ensureLeaf("localhost", List.of("localhost", "127.0.0.1"), certificate, key);
        byte[] first = Files.readAllBytes(certificate);
        // When it is asked for again, then it stays
        authority.ensureLeaf("localhost", List.of("127.0.0.1", "localhost"), certificate, key);
        assertThat(Files.readAllBytes(certificate)).isEqualTo(first);
        // And when a name is added, then it is another one, signed by the same authority
        authority.ensureLeaf(
                "localhost", List.of("localhost", "*.sessions.localhost"), certificate, key);
        X509Certificate leaf = Pem.certificate(certificate);
        assertThat(Files.readAllBytes(certificate)).isNotEqualTo(first);
        assertThat(leaf.getSubjectAlternativeNames().toString()).contains("*.sessions.localhost");
        leaf.verify(Pem.certificate(folder.resolve("ca.pem")).getPublicKey());
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
