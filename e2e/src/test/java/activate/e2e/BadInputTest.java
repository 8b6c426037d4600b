package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is told in one line with a hint, never with a stack trace or a 500. */
final class BadInputTest {
    private static void assertToldPlainly(Shell.Result result, int code) {
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.err()).startsWith("pw: ").contains("hint: ");
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(3);
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void unknownClusterIsNotFound() {
        Rig rig = Rig.get();
        assertToldPlainly(rig.pw(rig.closed, "ssh", "nosuch", "--", "true"), 5);
    }

    @Test
    void clusterWithoutANodeIsToldAsOffline() {
        Rig rig = Rig.get();
        rig.pw(rig.closed, "clusters", "create", "empty", "--type", "existing").ok();
        Shell.Result result = rig.pw(rig.closed, "ssh", "empty", "--", "true");
        assertThat(result.err()).contains("hint: ").doesNotContain("Exception");
        assertThat(result.code()).isNotZero();
    }

    @Test
    void strangerIsNotLoggedIn() throws IOException {
        Rig rig = Rig.get();
        Path empty = Files.createTempDirectory(rig.folder, "stranger");
        Shell.Result result =
                rig.closed
                        .user(empty)
                        .run(Rig.SHORT, rig.checkout.resolve("pw").toString(), "clusters", "ls");
        assertToldPlainly(result, 3);
    }

    @Test
    void wrongCaIsToldAsSuch() throws IOException {
        Rig rig = Rig.get();
        Path empty = Files.createTempDirectory(rig.folder, "stranger");
        Shell.Result result =
                rig.closed
                        .user(empty)
                        .run(
                                Rig.SHORT,
                                "x".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                rig.checkout.resolve("pw").toString(),
                                "auth",
                                "login",
                                "https://activate.test",
                                "--username",
                                "admin",
                                "--password-stdin");
        assertToldPlainly(result, 7);
    }

    @Test
    void tokenInTheArgumentsIsRefused() {
        Rig rig = Rig.get();
        Shell.Result result =
                rig.closed
                        .alice()
                        .run(
                                Rig.SHORT,
                                rig.checkout
                                        .resolve(
                                                "agent/target/dist/activate-agent/bin/activate-agent")
                                        .toString(),
                                "enrol",
                                "--server",
                                "https://activate.test",
                                "--state",
                                "/home/alice/none",
                                "pwrt_secret.secret.00000000");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("hint: ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../admin/usage/nodes",
                "/api/%2e%2e/admin/usage/nodes",
                "/api/..%2fadmin/usage/nodes",
                "/api//..//admin/usage/nodes",
                "/api/%252e%252e/admin",
                "/api/..;/admin/usage/nodes",
                "/api\\..\\admin",
                "/admin/usage/nodes",
                "/internal/v1/nodes",
                "/internal/v1/usage/nodes",
                "/q/metrics",
                "/api/%00",
            })
    void noPathLeadsInside(String path) {
        Rig rig = Rig.get();
        Shell.Result result =
                rig.closed
                        .user(rig.home)
                        .run(
                                Rig.SHORT,
                                "curl",
                                "-s",
                                "--path-as-is",
                                "--cacert",
                                rig.folder.resolve("ca.pem").toString(),
                                "-w",
                                "\n%{http_code}",
                                "https://activate.test" + path);
        String status = result.out().substring(result.out().lastIndexOf('\n') + 1);
        assertThat(status).as(result.out()).matches("40[0145]");
        assertThat(result.out()).contains("\"error\":true", "\"code\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void oversizedHeadersAreRefused(String version) {
        Rig rig = Rig.get();
        Shell.Result result =
                rig.closed
                        .user(rig.home)
                        .run(
                                Rig.SHORT,
                                "curl",
                                "-s",
                                version,
                                "--cacert",
                                rig.folder.resolve("ca.pem").toString(),
                                "-H",
                                "X-Big: " + "a".repeat(50_000),
                                "-o",
                                "/dev/null",
                                "-w",
                                "%{http_code}",
                                "https://activate.test/api/auth/whoami");
        assertThat(result.out()).isEqualTo("431");
    }
}
