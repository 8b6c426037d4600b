package activate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.twin.PlatformTwin;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class LoginTest {
    @TempDir static Path certificates;

    @TempDir Path home;

    private static TestCertificate certificate;
    private PlatformTwin platform;
    private PwRun.User user;

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(certificates, "localhost");
    }

    @BeforeEach
    void start() {
        platform = new PlatformTwin(certificate);
        user = new PwRun.User(home, Map.of());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private PwRun login(String password) {
        return user.login(platform.host(), password, "--ca-file", certificate.pem().toString());
    }

    @Test
    void anotherNameOfThePlatformIsRefusedWithTheRightOne() {
        platform.publicUrl("https://right:4443");

        PwRun run = login("correct horse");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(" is not the platform's own address, which is right:4443")
                .contains("hint: use: pw auth login right:4443 --username ada");
        assertThat(home.resolve(".config/pw/credentials")).doesNotExist();
    }

    @Test
    void passwordBecomesAStoredKeyThatTheSdkUnderstands() throws IOException {
        PwRun run = login("correct horse");

        assertThat(run.code()).as(run.err()).isZero();
        Path file = home.resolve(".config/pw/credentials");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file))
                .contains("\"currentIdentity\" : \"ada@" + platform.host() + "\"")
                .contains("\"server\" : \"https://" + platform.host() + "\"")
                .contains("\"apikey\" : \"" + platform.key() + "\"")
                .contains("\"organization\" : \"default\"");
        assertThat(run.out() + run.err()).doesNotContain("pwt_").doesNotContain("correct horse");
        assertThat(platform.requests()).contains("POST /api/sso/logout");
    }

    @Test
    void storedLoginServesLaterCommandsWithItsCaFile() {
        login("correct horse");

        PwRun who = user.run("", "auth", "whoami");

        assertThat(who.code()).as(who.err()).isZero();
        assertThat(who.out())
                .isEqualTo(
                        """
                        USER          ada
                        NAME          Ada
                        EMAIL         ada@example.org
                        ORGANIZATION  default
                        ADMIN         false
                        """);
    }

    @Test
    void wrongPasswordIsExitThreeAndStoresNothing() {
        PwRun run = login("wrong");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err().lines())
                .containsExactly(
                        "pw: User name or password is wrong. (unauthenticated)",
                        "hint: check user name and password");
        assertThat(home.resolve(".config/pw/credentials")).doesNotExist();
    }

    @Test
    void logoutDeletesTheKeyHereAndThere() throws IOException {
        login("correct horse");

        PwRun run = user.run("", "auth", "logout");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(platform.requests()).contains("DELETE /api/apikeys/pw");
        assertThat(Files.readString(home.resolve(".config/pw/credentials"))).doesNotContain("pwt_");
        assertThat(user.run("", "clusters", "ls").code()).isEqualTo(3);
    }

    @Test
    void tokenIsPrintedAloneOrForTheSdk() {
        login("correct horse");

        PwRun plain = user.run("", "auth", "token");
        PwRun json = user.run("", "auth", "token", "--print", "-o", "json");

        assertThat(plain.out()).isEqualTo("aGVhZA.e30.c2ln\n");
        assertThat(json.out())
                .contains("\"access_token\" : \"aGVhZA.e30.c2ln\"")
                .contains("\"expires_in\" : 3600");
    }

    @Test
    void keyOfTheEnvironmentNamesItsPlatform() {
        PwRun.User other =
                user.with("PW_API_KEY", platform.key())
                        .with("PW_CA_FILE", certificate.pem().toString());

        PwRun run = other.run("", "auth", "whoami", "-o", "json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"username\" : \"ada\"");
    }

    @Test
    void unreachableAndUntrustedAreExitSevenWithHints() throws IOException {
        PwRun untrusted = user.login(platform.host(), "x");
        PwRun unreachable = user.login("localhost:1", "x");
        PwRun unknown = user.login("no-such-host.invalid", "x");

        assertThat(untrusted.code()).isEqualTo(7);
        assertThat(untrusted.err())
                .contains("signed by an authority that is not trusted here")
                .contains("--ca-file");
        assertThat(unreachable.code()).isEqualTo(7);
        assertThat(unreachable.err()).contains("localhost:1 refuses connections");
        assertThat(unknown.code()).isEqualTo(7);
        assertThat(unknown.err()).contains("no address found for no-such-host.invalid");
    }

    @Test
    void expiredCertificateIsNamedAsExpired() throws IOException {
        TestCertificate old =
                TestCertificate.signed(
                        home, "old", certificate, "-startdate", "-10d", "-validity", "5");
        try (PlatformTwin expired = new PlatformTwin(old)) {
            PwRun run = user.login(expired.host(), "x", "--ca-file", certificate.pem().toString());

            assertThat(run.code()).isEqualTo(7);
            assertThat(run.err()).contains("has expired");
        }
    }

    @Test
    void storedLoginsAreListedChosenAndRemoved() throws IOException {
        // Given
        login("correct horse");
        String first = "ada@" + platform.host();
        Path file = home.resolve(".config/pw/credentials");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "\"identities\" : {",
                                "\"identities\" : {\"other\":{\"server\":\"https://other.test\",\"apikey\":\"pwt_secret\"},"));

        // When, Then
        PwRun list = user.run("", "auth", "ls");
        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out()).contains("*   " + first).contains("https://other.test");
        assertThat(list.out() + user.run("", "auth", "ls", "-o", "json").out())
                .doesNotContain("pwt_");

        assertThat(user.run("", "auth", "use", "other").code()).isZero();
        assertThat(user.run("", "auth", "ls").out()).contains("*   other");
        assertThat(user.run("", "auth", "use", "nobody").code()).isEqualTo(5);

        assertThat(user.run("", "auth", "rm", first).code()).isZero();
        assertThat(platform.requests())
                .anyMatch(request -> request.startsWith("DELETE /api/apikeys/"));
        assertThat(user.run("", "auth", "ls").out()).contains("other").doesNotContain(first);
    }
}
