package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listeners themselves: plain HTTP, certificates, and what the edge serves on its own. */
final class ListenerTest {

    private static final String HOST = "Host: evil.example\r\n";

    private Path folder;
    private EdgeFixture fixture;

    @BeforeEach
    void open(@TempDir Path given) throws Exception {
        folder = given;
        fixture =
                new EdgeFixture(
                        folder,
                        Map.of("activate.platform.public-url", "https://activate.test:4443"),
                        r -> r.response().end("api"),
                        r -> r.response().end("hub"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "HEAD, /", "GET, /clusters/x?tab=1", "GET, /login"})
    void pagesAreRedirectedToTheConfiguredAddress(String method, String uri) throws Exception {
        RawClient.Answer answer = plain(method + " " + uri + " HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("location")).isEqualTo("https://activate.test:4443" + uri);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api",
        "GET, /api/x",
        "POST, /api/x",
        "GET, /ws/ssh/tunnel",
        "GET, /problems/x",
        "GET, /agent/install.sh",
        "GET, /healthzz",
        "POST, /",
        "PUT, /login",
        "DELETE, /x"
    })
    void programsAreToldToUseHttpsAndNotRedirected(String method, String uri) throws Exception {
        RawClient.Answer answer = plain(method + " " + uri + " HTTP/1.1\r\n" + HOST + "\r\n");

        RequestTest.assertProblem(answer, 403, "https_required");
        assertThat(answer.header("location")).isEmpty();
    }

    @Test
    void pathTricksAreNotRedirectedEither() throws Exception {
        assertThat(plain("GET //evil.example/ HTTP/1.1\r\n" + HOST + "\r\n").status())
                .isEqualTo(400);
        assertThat(plain("GET http://evil.example/ HTTP/1.1\r\n" + HOST + "\r\n").status())
                .isEqualTo(400);
    }

    @Test
    void aNewCertificateIsServedWithoutARestartAndAWrongPairIsNot() throws Exception {
        assertThat(subject()).isEqualTo("CN=first");
        String goodKey = Files.readString(folder.resolve("key.pem"));

        Certificates.write(folder, "second");
        Eventually.holds(
                "the new one is served",
                Duration.ofSeconds(10),
                () -> subject().equals("CN=second"));
        String secondKey = Files.readString(folder.resolve("key.pem"));

        Files.writeString(folder.resolve("key.pem"), goodKey);
        Eventually.holds(
                "the edge has looked",
                Duration.ofSeconds(10),
                () -> fixture.edge.certificateComplaint().contains("does not fit"));
        assertThat(subject()).isEqualTo("CN=second");

        Files.writeString(folder.resolve("key.pem"), "no key");
        Eventually.holds(
                "the edge has looked",
                Duration.ofSeconds(10),
                () -> fixture.edge.certificateComplaint().contains("cannot be read"));
        assertThat(subject()).isEqualTo("CN=second");

        Files.writeString(folder.resolve("key.pem"), secondKey);
        Eventually.holds(
                "all is well",
                Duration.ofSeconds(10),
                () -> fixture.edge.certificateComplaint().isEmpty());
        Certificates.write(folder, "third");
        Eventually.holds(
                "the next one is served",
                Duration.ofSeconds(10),
                () -> subject().equals("CN=third"));
    }

    @Test
    void theFirstPageIsSafeAndSaysWhatThisIs() throws Exception {
        RawClient.Answer page = secure("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains("1.2.3-test")
                .contains("pw auth login activate.test:4443")
                .contains("lang=\"en\"")
                .doesNotContain("{{")
                .doesNotContain("style=")
                .doesNotContain("<script")
                .doesNotContain("//cdn");
        String tag = page.header("etag");
        assertThat(
                        secure(
                                        "GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: "
                                                + tag
                                                + "\r\n\r\n")
                                .status())
                .isEqualTo(304);
        assertThat(
                        secure("GET /site.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .header("content-type"))
                .isEqualTo("text/css; charset=utf-8");
        RequestTest.assertProblem(
                secure("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"),
                405,
                "method_not_allowed");
    }

    @Test
    void agentFilesAreSentAsTheyAreAndNotFoundWhenAbsent() throws Exception {
        String request = "GET /agent/install.sh HTTP/1.1\r\nHost: localhost\r\n\r\n";
        RequestTest.assertProblem(secure(request), 404, "not_found");
        String script = "#!/bin/sh\n" + "# padding\n".repeat(20_000);
        Files.writeString(folder.resolve("install.sh"), script);

        RawClient.Answer answer = secure(request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(sum(answer.body())).isEqualTo(sum(script));
        assertThat(answer.header("content-type")).startsWith("text/x-shellscript");
        Files.writeString(folder.resolve("linux-amd64.tar.gz.sha256"), "0".repeat(64) + "  x\n");
        assertThat(
                        secure(
                                        "GET /agent/linux-amd64.tar.gz.sha256 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .body())
                .isEqualTo("0".repeat(64) + "  x\n");
        RequestTest.assertProblem(
                secure("GET /agent/key.pem HTTP/1.1\r\nHost: localhost\r\n\r\n"), 404, "not_found");
    }

    private static long sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private String subject() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            return client.certificate().getSubjectX500Principal().getName();
        }
    }

    private RawClient.Answer plain(String bytes) throws Exception {
        try (RawClient client = RawClient.plain(fixture.edge.httpPort())) {
            return client.ask(bytes);
        }
    }

    private RawClient.Answer secure(String bytes) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            return client.ask(bytes);
        }
    }
}
