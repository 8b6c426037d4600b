package activate.cli.doctor;

import activate.cli.api.Invocation;
import activate.cli.api.Refusal;
import activate.cli.credentials.Login;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.outbound.ProxyRoute;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From the stored login to the platform's word on who the user is. */
final class PlatformSteps {
    private final Invocation invocation;
    private final Health health;

    PlatformSteps(Invocation invocation) {
        this.invocation = invocation;
        this.health = new Health(invocation);
    }

    List<Step> steps() {
        return List.of(
                new Step("login", this::login),
                new Step("proxy", this::proxy),
                new Step("name", this::name),
                new Step("connection", this::connection),
                new Step("tls", () -> new TlsStep(invocation).finding(health.answer())),
                new Step("clock", () -> ClockStep.finding(health.answer())),
                new Step("platform", this::platform),
                new Step("user", this::user));
    }

    private StepFinding login() throws Failure {
        Login login = invocation.login();
        return StepFinding.good(
                login.identity()
                                .map(identity -> "the login " + identity.context())
                                .orElse("PW_API_KEY")
                        + ", "
                        + (login.credential().isApiKey() ? "an API key" : "a token")
                        + " for "
                        + login.server().getRawAuthority());
    }

    private ProxyRoute route() {
        return ProxyRoute.of(invocation.machine().environment());
    }

    private StepFinding proxy() throws Failure {
        URI server = invocation.login().server();
        String way = route().way(server);
        Map<String, String> everywhere = new HashMap<>(invocation.machine().environment());
        everywhere.remove("NO_PROXY");
        everywhere.remove("no_proxy");
        String otherwise = ProxyRoute.of(everywhere).way(server);
        if (way.equals("direct")) {
            return StepFinding.good(
                    otherwise.equals("direct")
                            ? "none is set"
                            : "NO_PROXY excepts " + server.getHost() + " from the " + otherwise);
        }
        // What is wrong with it is known once it is needed.
        return isUsable() ? StepFinding.good("the " + way + " is used") : unusable();
    }

    private boolean isUsable() throws Failure {
        return route().select(invocation.login().server()).getFirst().type() == Proxy.Type.HTTP;
    }

    private StepFinding unusable() throws Failure {
        health.answer();
        throw new IllegalStateException("a proxy that cannot be used was used");
    }

    /** Where the connection itself goes: to the proxy, or to the platform. */
    private CheckedDestination destination() throws Failure {
        URI server = invocation.login().server();
        return route().select(server).getFirst().address() instanceof InetSocketAddress proxy
                ? new CheckedDestination(proxy.getHostString(), proxy.getPort(), true)
                : new CheckedDestination(
                        server.getHost(), server.getPort() < 0 ? 443 : server.getPort(), false);
    }

    private StepFinding name() throws Failure {
        CheckedDestination to = destination();
        List<String> addresses = to.addresses();
        if (addresses.isEmpty()) {
            // The same lookup once more tells why, as every command does.
            health.answer();
        }
        String found =
                addresses.size() == 1 && addresses.getFirst().equals(to.bareHost())
                        ? to.host() + " is an address"
                        : to.host() + " is " + String.join(", ", addresses);
        return StepFinding.good(
                found + (to.isProxy() ? "; the platform's name is the proxy's to look up" : ""));
    }

    private StepFinding connection() throws Failure {
        CheckedDestination to = destination();
        if (!to.accepts()) {
            health.answer();
        }
        if (to.isProxy()) {
            health.throughProxy();
            return StepFinding.good(
                    "the proxy leads to " + invocation.login().server().getRawAuthority());
        }
        return StepFinding.good(to + " accepts");
    }

    private StepFinding platform() throws Failure {
        var answer = health.answer();
        if (answer.statusCode() != 200) {
            throw Refusal.of(answer.statusCode(), answer.body(), "GET " + Health.PATH);
        }
        return StepFinding.good("it answers");
    }

    /** An ssh needs less of the platform than this: only a refusal ends the way. */
    private StepFinding user() throws Failure {
        try {
            JsonNode who = invocation.api().get("/api/auth/session");
            return StepFinding.good(
                    who.path("username").asText()
                            + " of organization "
                            + who.path("organization").asText());
        } catch (Failure e) {
            if (e.code() == ExitCode.NOT_LOGGED_IN || e.code() == ExitCode.FORBIDDEN) {
                throw e;
            }
            return StepFinding.doubtful(
                    String.valueOf(e.getMessage()),
                    "the platform cannot say who you are; the next step shows whether it lets you in");
        }
    }
}
