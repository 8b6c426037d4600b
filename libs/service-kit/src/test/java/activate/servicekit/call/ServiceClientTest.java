package activate.servicekit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import activate.servicekit.problem.Problem;
import activate.servicekit.servicetoken.ServiceConfig;
import activate.servicekit.servicetoken.ServiceTokens;
import activate.testkit.store.TestServiceKeys;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a refusal of another service becomes here. */
final class ServiceClientTest {

    private record Config(String name, Optional<Path> keyFile, Optional<Path> jwksFile)
            implements ServiceConfig {}

    @Test
    void aRefusalOfTheCallersCredentialStaysOne(@TempDir Path folder) throws Exception {
        Problem problem =
                answerTo("{\"code\":\"unauthenticated\",\"params\":{\"limit\":64}}", folder);

        assertThat(problem.code().status()).isEqualTo(401);
        assertThat(problem.code().code()).isEqualTo("unauthenticated");
        assertThat(problem.params()).containsEntry("limit", 64L);
    }

    @Test
    void aRefusalOfOurOwnTokenIsNoFaultOfTheCaller(@TempDir Path folder) throws Exception {
        Problem problem = answerTo("{\"code\":\"service_unauthenticated\"}", folder);

        assertThat(problem.code().status()).isEqualTo(503);
    }

    /** Of a service that answers 401 with this body. */
    private static Problem answerTo(String body, Path folder) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(401, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            Map<String, String> files = new TestServiceKeys().write(folder, "agent-hub");
            var tokens =
                    new ServiceTokens(
                            new Config(
                                    "agent-hub",
                                    Optional.of(Path.of(files.get("activate.service.key-file"))),
                                    Optional.of(Path.of(files.get("activate.service.jwks-file")))));
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            var client =
                    new ServiceClient(
                            "legacy-api", base, Duration.ofSeconds(5), tokens, new ObjectMapper());
            return catchThrowableOfType(
                    Problem.class, () -> client.get("/", new TypeReference<Object>() {}));
        } finally {
            server.stop(0);
        }
    }
}
