package activate.servicekit.health;

import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the main port does not answer. Health is asked on a port of its own, which goes
 * on answering when requests hang: without descriptors, without threads, behind a lock.
 */
@Readiness
@ApplicationScoped
public class MainPortCheck implements HealthCheck {

    /** The supervisor of a single machine knows the check by this name: a restart may help. */
    static final String NAME = "main-port";

    /** Below the deadline of whoever asks for our health. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final HttpServer server;
    private final String host;

    MainPortCheck(
            HttpServer server,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host) {
        this.server = server;
        this.host = host;
    }

    @Override
    public HealthCheckResponse call() {
        // Whatever the service makes of the path, it has to make something of it.
        var address =
                URI.create(
                        "http://"
                                + loopback(host)
                                + ":"
                                + server.getPort()
                                + "/internal/v1/health");
        Optional<String> fault = new LoopbackRequest(address, DEADLINE).fault();
        var answer = HealthCheckResponse.named(NAME).status(fault.isEmpty());
        fault.ifPresent(reason -> answer.withData("reason", reason));
        return answer.build();
    }

    static String loopback(String host) {
        return switch (host) {
            case "0.0.0.0", "localhost" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    }
}
