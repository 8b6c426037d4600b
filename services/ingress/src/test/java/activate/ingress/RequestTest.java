package activate.ingress;

import static activate.ingress.EdgeFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes the edge, what is refused, and what a service sees of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestTest {
    private static final String HOST = "Host: localhost\r\n";

    private static final List<String> CLAIMS =
            List.of(
                    "X-Forwarded-For: 6.6.6.6",
                    "x-forwarded-for: 7.7.7.7",
                    "X-FORWARDED-PROTO: http",
                    "X-Forwarded-User: root",
                    "Forwarded: for=6.6.6.6",
                    "X-Real-IP: 6.6.6.6",
                    "Client-Cert: :abc:",
                    "X-Client-Cert: abc",
                    "X-SSL-Client-DN: CN=root",
                    "X-Remote-User: root",
                    "Remote-User: root",
                    "X-PW-User: root",
                    "X-User-Id: 1",
                    "X-Auth-User: root",
                    "X-Request-Id: mine",
                    "X-Original-URL: /internal",
                    "X-Rewrite-URL: /internal",
                    "X-HTTP-Method-Override: DELETE");
    private static final List<String> HOP =
            List.of(
                    "Connection: keep-alive, X-Secret",
                    "X-Secret: s",
                    "Keep-Alive: timeout=9",
                    "TE: trailers",
                    "Proxy-Authorization: Basic x",
                    "Trailer: X-Late",
                    "Upgrade: h2c");

    private EdgeFixture fixture;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fixture =
                new EdgeFixture(
                        folder, Map.of(), r -> echo(r, "legacy-api"), r -> echo(r, "agent-hub"));
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/auth/session, legacy-api",
        "/api, legacy-api",
        "/problems/not_found, legacy-api",
        "/api/agent, agent-hub",
        "/api/agent/heartbeat, agent-hub",
        "/api/agentx, legacy-api",
        "/ws/ssh/target?cluster=pw://u/c, agent-hub",
        "/api/users/a%20b/c%C3%A9, legacy-api",
        "/api/100%25/x, legacy-api",
        "/api/a%2Bb/c+d, legacy-api",
        "/api/%E4%BD%A0%E5%A5%BD/%F0%9F%98%80, legacy-api",
        "/api/a%3Fb%23c%40d%3Ae%5B%5D%7C%22, legacy-api",
        "/api/x?a=%2F%2e%61&b=c%20d+e;f, legacy-api",
        "/api/x?redirect=https://a.b/?c, legacy-api",
        "/api/.well-known/a.b..c, legacy-api",
        "/api/clusters/pw%3A%2F%2Fann%2Flab, legacy-api",
    })
    void pathsLeadToTheirService(String uri, String service) throws Exception {
        RawClient.Answer answer = ask("GET " + uri + " HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        JsonObject seen = new JsonObject(answer.body());
        assertThat(seen.getString("service")).isEqualTo(service);
        assertThat(seen.getString("uri")).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/token",
                "/admin/usage/nodes",
                "/q/health",
                "/ws/",
                "/ws/ssh",
                "/API/x",
                "/apix",
                "/agent/",
                "/agent/linux-amd64.tar.gz.sig",
                "/site.css.map",
                "/8888",
                "/nope"
            })
    void nothingElseIsServed(String uri) throws Exception {
        assertProblem(ask("GET " + uri + " HTTP/1.1\r\n" + HOST + "\r\n"), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/x",
                "/api//x",
                "/api/./x",
                "/api/../internal/v1/x",
                "/api/..",
                "/api/.",
                "/api/%2e%2e/x",
                "/api/%2E/x",
                "/api/...",
                "/%61pi/x",
                "/api/%41",
                "/api/a%5Fb",
                "/api/%7e",
                "/api/a%2fb",
                "/api/a%2Fb",
                "/api/a%5cb",
                "/api/a\\b",
                "/api/a;b=c/x",
                "/api/a%3bb",
                "/api/%252e%252e/x",
                "/api/%2500",
                "/api/%00",
                "/api/%0d%0aX",
                "/api/%7f",
                "/api/%",
                "/api/%4",
                "/api/%zz",
                "/api/%c0%af",
                "/api/%c1%a1",
                "/api/%e0%80%af",
                "/api/%ed%a0%80",
                "/api/%f8%88%80%80%af",
                "/api/%C3",
                "/api/%C3x%A9",
                "/api/%A9",
                "/api/%u002f",
                "/api/x?a=%",
                "/api/x?a=%4",
                "/api/x?a=%zz",
                "/api/x?a=%00",
                "/api/x#y",
                "/api/caf\u00e9",
                "api/x",
                "*",
                "http://localhost/api/x",
                "https://internal:8888/api",
                "/api/x?a=\u0001b"
            })
    void pathTricksAreRefused(String uri) throws Exception {
        RawClient.Answer answer = ask("GET " + uri + " HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("code"))
                .isIn("invalid_path", "malformed_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOST + "Host: other\r\n",
                "",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: user@localhost\r\n",
                HOST + "X_User: root\r\n",
                HOST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                HOST + "Content-Length: 3\r\nContent-Length: 4\r\n",
                HOST + "Content-Length: 3\r\nContent-Length: 3\r\n",
                HOST + "Content-Length: +3\r\n",
                HOST + "Content-Length: 3, 3\r\n",
                HOST + "Content-Length: -1\r\n",
                HOST + "Transfer-Encoding: gzip, chunked\r\n",
                HOST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                HOST + "Transfer-Encoding: identity\r\n",
                HOST + "Transfer-Encoding : chunked\r\n",
                HOST + "X Y: z\r\n",
                HOST + "X: a\u0000b\r\n",
            })
    void ambiguousHeadersAreRefusedAndNeverForwarded(String headers) throws Exception {
        RawClient.Answer answer = ask("POST /api/x HTTP/1.1\r\n" + headers + "\r\nabc");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void aClientCannotClaimAnIdentityOrReachTheNextHop() throws Exception {
        List<String> kept =
                List.of(
                        "Authorization: Bearer t",
                        "Cookie: pw.sso=c",
                        "Accept: text/plain",
                        "traceparent: 00-a-b-01");
        String headers =
                Stream.of(CLAIMS, HOP, kept)
                        .flatMap(List::stream)
                        .map(h -> h + "\r\n")
                        .collect(Collectors.joining());

        RawClient.Answer answer = ask("GET /api/x HTTP/1.1\r\n" + HOST + headers + "\r\n");

        JsonObject seen = new JsonObject(answer.body()).getJsonObject("headers");
        assertThat(seen.fieldNames())
                .containsExactlyInAnyOrder(
                        "host",
                        "authorization",
                        "cookie",
                        "accept",
                        "traceparent",
                        "x-forwarded-for",
                        "x-forwarded-proto",
                        "x-forwarded-host",
                        "x-request-id");
        assertThat(seen.getJsonArray("x-forwarded-for"))
                .isEqualTo(new JsonArray().add("127.0.0.1"));
        assertThat(seen.getJsonArray("x-forwarded-proto")).isEqualTo(new JsonArray().add("https"));
        assertThat(seen.getJsonArray("x-forwarded-host"))
                .isEqualTo(new JsonArray().add("localhost"));
        assertThat(seen.getJsonArray("x-request-id").getString(0))
                .isEqualTo(answer.header("x-request-id"));
    }

    @Test
    void trailersAndChunkExtensionsDoNotPass() throws Exception {
        RawClient.Answer answer =
                ask(
                        "POST /api/x HTTP/1.1\r\n"
                                + HOST
                                + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n");

        JsonObject seen = new JsonObject(answer.body());
        assertThat(seen.getString("body")).isEqualTo("abc");
        assertThat(seen.getJsonObject("headers").getJsonArray("x-forwarded-for").size())
                .isEqualTo(1);
    }

    @Test
    void answersCarryTheEdgesHeadersAndNotTheServices() throws Exception {
        RawClient.Answer answer = ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(answer.header("strict-transport-security"))
                .contains("max-age=63072000")
                .contains("includeSubDomains");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("server")).isEmpty();
        assertThat(answer.header("x-powered-by")).isEmpty();
        assertThat(answer.header("x-hop")).isEmpty();
        assertThat(answer.header("referrer-policy")).isEqualTo("same-origin");
        assertThat(
                        answer.headers().stream()
                                .filter(
                                        h ->
                                                h.toLowerCase(Locale.ROOT)
                                                        .startsWith("referrer-policy")))
                .hasSize(1);
    }

    @Test
    void sessionHostsLeadToTheHubButNotToItsInternalPaths() throws Exception {
        String host = "Host: s1.Sessions.localhost:4443\r\n";

        JsonObject seen = new JsonObject(ask("GET /api/x HTTP/1.1\r\n" + host + "\r\n").body());
        RawClient.Answer internal = ask("GET /internal/v1/nodes HTTP/1.1\r\n" + host + "\r\n");

        assertThat(seen.getString("service")).isEqualTo("agent-hub");
        assertThat(seen.getJsonObject("headers").getJsonArray("x-forwarded-host").getString(0))
                .isEqualTo("s1.Sessions.localhost:4443");
        assertProblem(internal, 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get"})
    void otherMethodsAreRefused(String method) throws Exception {
        String target = method.equals("CONNECT") ? "localhost:443" : "/api/x";

        RawClient.Answer answer = ask(method + " " + target + " HTTP/1.1\r\n" + HOST + "\r\n");

        assertProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
    }

    @Test
    void http2CarriesBodiesWithoutALengthAndSplitCookies() throws Exception {
        HttpClient client = fixture.client(HttpVersion.HTTP_2);
        AtomicReference<HttpVersion> spoken = new AtomicReference<>();
        JsonObject seen =
                get(fixture.ask(
                                client,
                                HttpMethod.POST,
                                "/api/x",
                                request -> {
                                    spoken.set(request.version());
                                    request.headers()
                                            .add("cookie", "a=1")
                                            .add("cookie", "b=2")
                                            .add("x-forwarded-for", "6.6.6.6");
                                    return request.setChunked(true);
                                },
                                Buffer.buffer("hello")))
                        .toJsonObject();

        assertThat(spoken.get()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(seen.getString("body")).isEqualTo("hello");
        assertThat(seen.getJsonObject("headers").getJsonArray("cookie"))
                .isEqualTo(new JsonArray().add("a=1; b=2"));
        assertThat(seen.getJsonObject("headers").getJsonArray("x-forwarded-for").getString(0))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void http10IsServedTheSiteOnly() throws Exception {
        assertThat(ask("GET /healthzz HTTP/1.0\r\n" + HOST + "\r\n").status()).isEqualTo(200);
        assertProblem(ask("GET /api/x HTTP/1.0\r\n" + HOST + "\r\n"), 505, "http_version");
    }

    @Test
    void aClientThatAsksFirstIsToldToContinue() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send(
                    "POST /api/x HTTP/1.1\r\n"
                            + HOST
                            + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(100);

            JsonObject seen = new JsonObject(client.ask("abc").body());

            assertThat(seen.getString("body")).isEqualTo("abc");
            assertThat(seen.getJsonObject("headers").containsKey("expect")).isFalse();
        }
    }

    private RawClient.Answer ask(String bytes) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            return client.ask(bytes);
        }
    }

    static void assertProblem(RawClient.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("type")).isEqualTo("/problems/" + code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getBoolean("error")).isTrue();
        assertThat(problem.getString("message")).isNotBlank();
        assertThat(problem.getString("requestId")).isEqualTo(answer.header("x-request-id"));
    }

    private static void echo(HttpServerRequest request, String service) {
        request.body()
                .onSuccess(
                        body -> {
                            JsonObject headers = new JsonObject();
                            request.headers()
                                    .names()
                                    .forEach(
                                            name ->
                                                    headers.put(
                                                            name.toLowerCase(Locale.ROOT),
                                                            new JsonArray(
                                                                    request.headers()
                                                                            .getAll(name))));
                            JsonObject seen =
                                    new JsonObject()
                                            .put("service", service)
                                            .put("uri", request.uri())
                                            .put("headers", headers)
                                            .put("body", body.toString());
                            Buffer json = seen.toBuffer();
                            request.response()
                                    .putHeader("server", "secret/1.0")
                                    .putHeader("x-powered-by", "secret")
                                    .putHeader("connection", "x-hop")
                                    .putHeader("x-hop", "1")
                                    .putHeader("referrer-policy", "same-origin")
                                    .end(json);
                        });
    }
}
