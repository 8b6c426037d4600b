package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.part.PartFailure;
import activate.standalone.service.Service;
import activate.standalone.settings.Settings;
import activate.testkit.resource.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ports a start needs, and how it is refused when others have them. */
@SuppressWarnings("NullAway.Init")
final class WantedPortTest {

    @TempDir Path folder;

    @Test
    void allConflictsAreToldAtOnceWithHolderAndVariable() throws Exception {
        // Given a store's, a service's, a management and the demo cluster's port in other hands
        try (var store = taken();
                var service = taken();
                var management = taken();
                var demo = taken()) {
            Map<String, String> variables = free();
            variables.put("ACTIVATE_PORT_MONGODB", port(store));
            variables.put("ACTIVATE_PORT_LEGACY_API", port(service));
            variables.put("ACTIVATE_MANAGEMENT_PORTS", port(management));
            variables.put("ACTIVATE_PORT_SANDBOX", port(demo));
            List<WantedPort> wanted = WantedPort.of(settings(variables), Set.of(), true);
            // When they are asked for, then one answer names all four, who has them and what helps
            assertThatThrownBy(() -> WantedPort.requireFree(wanted))
                    .isInstanceOf(PartFailure.class)
                    .hasMessageContainingAll(
                            "port " + port(store) + " (mongodb) is taken by ",
                            "java",
                            "(pid " + ProcessHandle.current().pid() + ")",
                            "ACTIVATE_PORT_MONGODB=<port>",
                            "port " + port(service) + " (legacy-api) is taken by ",
                            "ACTIVATE_PORT_LEGACY_API=<port>",
                            "port " + port(management) + " (health of ingress) is taken by ",
                            "ACTIVATE_MANAGEMENT_PORTS=<first of five ports>",
                            "port " + port(demo) + " (demo cluster) is taken by ",
                            "ACTIVATE_PORT_SANDBOX=<port>");
        }
    }

    @Test
    void onePortForTwoIsRefused() throws Exception {
        Map<String, String> variables = free();
        String port = Integer.toString(FreePort.find());
        variables.put("ACTIVATE_PORT_VAULT", port);
        variables.put("ACTIVATE_PORT_SANDBOX", port);
        assertThatThrownBy(
                        () ->
                                WantedPort.requireFree(
                                        WantedPort.of(settings(variables), Set.of(), true)))
                .hasMessage(
                        "port "
                                + port
                                + " is wanted by vault and by demo cluster: move one with"
                                + " ACTIVATE_PORT_SANDBOX=<port>");
    }

    @Test
    void whatDoesNotRunHereNeedsNoPort() throws Exception {
        // Given taken ports of a store outside, of a service left out, of the demo cluster and of
        // smart cards
        try (var store = taken();
                var service = taken();
                var demo = taken();
                var cards = taken()) {
            Map<String, String> variables = free();
            variables.put("ACTIVATE_PORT_POSTGRES", port(store));
            variables.put("ACTIVATE_POSTGRES_URL", "postgresql://a:b@127.0.0.1:" + port(store));
            variables.put("ACTIVATE_PORT_AGENT_HUB", port(service));
            variables.put("ACTIVATE_PORT_SANDBOX", port(demo));
            variables.put("ACTIVATE_CAC_PORT", port(cards));
            // When a start needs none of them, then it is not refused
            List<WantedPort> wanted =
                    WantedPort.of(settings(variables), Set.of(Service.AGENT_HUB), false);
            assertThatCode(() -> WantedPort.requireFree(wanted)).doesNotThrowAnyException();
            assertThat(wanted).extracting(WantedPort::port).doesNotContain(cards.getLocalPort());
        }
    }

    @Test
    void aNumberThatIsNoPortIsNamed() {
        assertThatThrownBy(
                        () ->
                                WantedPort.of(
                                        settings(Map.of("ACTIVATE_MANAGEMENT_PORTS", "many")),
                                        Set.of(),
                                        true))
                .hasMessage("ACTIVATE_MANAGEMENT_PORTS: many (expected: 1-65535)");
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String port(ServerSocket socket) {
        return Integer.toString(socket.getLocalPort());
    }

    /** Every port that a start needs, each free. */
    private static Map<String, String> free() throws IOException {
        Map<String, String> variables = new HashMap<>();
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "ACTIVATE_HTTPS_PORT",
                                "ACTIVATE_HTTP_PORT",
                                "ACTIVATE_PORT_SANDBOX"));
        for (String part :
                List.of(
                        "POSTGRES",
                        "RABBITMQ",
                        "MONGODB",
                        "VAULT",
                        "CLOUD_CACHER",
                        "INTERNAL_API",
                        "LEGACY_API",
                        "AGENT_HUB")) {
            names.add("ACTIVATE_PORT_" + part);
        }
        for (String name : names) {
            variables.put(name, Integer.toString(FreePort.find()));
        }
        // Five in a row, most likely of nobody.
        variables.put("ACTIVATE_MANAGEMENT_PORTS", "61871");
        return variables;
    }

    private Settings settings(Map<String, String> variables) {
        return new Settings(folder, variables);
    }
}
