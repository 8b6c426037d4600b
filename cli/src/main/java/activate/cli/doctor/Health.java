package activate.cli.doctor;

import activate.cli.api.Invocation;
import activate.cli.api.Refusal;
import activate.cli.api.Version;
import activate.cli.failure.Failure;
import activate.outbound.OutboundException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request without credentials, whose answer or failure tells of several steps: it is made when
 * the first of them asks.
 */
final class Health {
    static final String PATH = "/healthzz";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Invocation invocation;
    private @Nullable HttpResponse<String> answer;
    private @Nullable OutboundException failure;

    Health(Invocation invocation) {
        this.invocation = invocation;
    }

    HttpResponse<String> answer() throws Failure {
        if (failure != null) {
            throw Refusal.of(failure, "GET " + PATH);
        }
        if (answer == null) {
            try {
                answer =
                        invocation
                                .client()
                                .send(
                                        HttpRequest.newBuilder(
                                                        invocation.login().server().resolve(PATH))
                                                .timeout(TIMEOUT)
                                                .header("User-Agent", "pw/" + Version.TEXT)
                                                .GET()
                                                .build());
            } catch (OutboundException e) {
                failure = e;
                throw Refusal.of(e, "GET " + PATH);
            }
        }
        return answer;
    }

    /** Fails where the proxy does not lead to the platform; what TLS says there is a later step. */
    void throughProxy() throws Failure {
        try {
            answer();
        } catch (Failure e) {
            OutboundException known = failure;
            boolean isBehind =
                    known != null
                            && (known.kind() == OutboundException.Kind.CERTIFICATE
                                    || known.kind() == OutboundException.Kind.PROTOCOL);
            if (!isBehind) {
                throw e;
            }
        }
    }
}
