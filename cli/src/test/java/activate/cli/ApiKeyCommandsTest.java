package activate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.twin.PlatformTwin;
import activate.testkit.network.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class ApiKeyCommandsTest {
    @TempDir Path home;

    private PlatformTwin platform;
    private PwRun.User user;

    @BeforeEach
    void start() throws IOException {
        TestCertificate certificate = TestCertificate.make(home, "localhost");
        platform = new PlatformTwin(certificate);
        user =
                new PwRun.User(
                        home,
                        Map.of(
                                "PW_API_KEY", platform.key(),
                                "PW_CA_FILE", certificate.pem().toString()));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private PwRun create(String password, String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(
                new String[] {"api-keys", "create", "for ci", "--password-stdin"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return user.run(password + "\n", words);
    }

    @Test
    void keyIsMadeInASessionByPasswordAndStandsAlone() {
        PwRun run = create("correct horse", "--expires", "30d");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(platform.key() + "\n");
        assertThat(run.err()).isEmpty();
        assertThat(platform.bodies())
                .contains(
                        new JsonObject()
                                .put("title", "for ci")
                                .put("type", "platform")
                                .put("expiresIn", 30 * 24 * 3600));
        assertThat(platform.requests())
                .containsExactly(
                        "GET /api/auth/session",
                        "POST /api/sso/password/login",
                        "POST /api/apikeys",
                        "POST /api/sso/logout");
        assertThat(platform.browserRequests()).contains("POST /api/apikeys");
    }

    @Test
    void sessionEndsThoughTheKeyIsRefused() {
        platform.refuse("POST /api/apikeys", 409, "conflict", "You have a key of this title.");

        PwRun run = create("correct horse");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("You have a key of this title.");
        assertThat(platform.requests()).contains("POST /api/sso/logout");
    }

    @Test
    void wrongPasswordMakesNothing() {
        PwRun run = create("wrong");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("check user name and password");
        assertThat(platform.requests()).doesNotContain("POST /api/apikeys");
    }

    @Test
    void withoutATerminalItSaysWhyAPasswordIsNeeded() {
        PwRun run = user.run("", "api-keys", "create", "x");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("only a login by password makes API keys")
                .contains("hint: use --password-stdin");
    }

    @Test
    void lifeIsSensible() {
        assertThat(create("correct horse", "--expires", "5m").err())
                .contains("--expires: 5m (expected: from 15m to 3650d, such as 12h or 30d)");
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void keysAreListedAndDeletedByTitleOrId() {
        platform.answer(
                "GET /api/apikeys",
                new JsonArray()
                        .add(
                                new JsonObject()
                                        .put("id", "a1")
                                        .put("title", "for ci")
                                        .put("keyHint", "wxyz")
                                        .put("created", "2026-01-01T00:00:00Z")));

        PwRun list = user.run("", "api-keys", "ls");
        PwRun deleted = user.run("", "api-keys", "delete", "for ci");

        assertThat(list.out()).contains("a1").contains("for ci").contains("wxyz");
        assertThat(deleted.code()).as(deleted.err()).isZero();
        assertThat(platform.requests()).contains("DELETE /api/apikeys/for%20ci");
    }
}
