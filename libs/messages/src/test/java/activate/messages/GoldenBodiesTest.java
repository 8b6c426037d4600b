package activate.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import activate.messages.agent.Heartbeat;
import activate.messages.agent.HeartbeatAnswer;
import activate.messages.agent.Metrics;
import activate.messages.agent.NodeDescription;
import activate.messages.agent.Registered;
import activate.messages.agent.Registration;
import activate.messages.connect.ConnectMessage;
import activate.messages.event.Envelope;
import activate.messages.hub.ClusterAccess;
import activate.messages.hub.ClusterAddress;
import activate.messages.hub.ExchangedToken;
import activate.messages.hub.NewRegistrationToken;
import activate.messages.hub.NodeIdentity;
import activate.messages.hub.NodeKey;
import activate.messages.hub.NodeStatus;
import activate.messages.hub.NodeView;
import activate.messages.hub.RegistrationToken;
import activate.messages.hub.SshTarget;
import activate.messages.hub.TokenExchange;
import activate.messages.problem.ProblemGuide;
import activate.messages.tunnel.AgentHello;
import activate.messages.tunnel.DialCode;
import activate.messages.tunnel.HubHello;
import activate.messages.tunnel.OpeningMessage;
import activate.messages.tunnel.Preamble;
import activate.messages.tunnel.PreambleAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same for what is no message of the broker: a body or a message that changes breaks a program
 * of another version.
 */
final class GoldenBodiesTest {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    /** What is read out of a text or asked of a record, and never written. */
    private static final Set<String> INSIDE_A_PROCESS =
            Set.of(
                    ClusterAddress.class.getName(),
                    ClusterAccess.User.class.getName(),
                    ConnectMessage.Unknown.class.getName(),
                    OpeningMessage.Unknown.class.getName(),
                    ProblemGuide.class.getName());

    static Stream<Arguments> bodies() {
        return Stream.of(agentBodies(), streamMessages(), hubBodies()).flatMap(all -> all);
    }

    private static Stream<Arguments> agentBodies() {
        NodeDescription node =
                new NodeDescription(
                        "login",
                        "linux",
                        "amd64",
                        List.of("10.0.0.7"),
                        "0.1.0",
                        22,
                        List.of("ssh-ed25519 AAAA"));
        return Stream.of(
                arguments("agent/registration", new Registration("pwrt_x", node, "S2V5")),
                arguments(
                        "agent/registered",
                        new Registered(
                                "pwan_x",
                                "sandbox",
                                "login",
                                "default",
                                "node-1",
                                "cluster-1",
                                "https://platform.test:4443")),
                arguments("agent/heartbeat", heartbeat(node)),
                arguments("agent/heartbeat-answer", new HeartbeatAnswer("ok", Map.of(), true)));
    }

    private static Stream<Arguments> streamMessages() {
        return Stream.of(
                arguments("tunnel/nonce", new OpeningMessage.Nonce("bm9uY2U", "hub-1")),
                arguments(
                        "tunnel/proof",
                        new OpeningMessage.Proof("c2ln", "platform.test:4443", "0.1.0")),
                arguments("tunnel/welcome", new OpeningMessage.Welcome(3, "node-1")),
                arguments("tunnel/agent-hello", new AgentHello("0.1.0", List.of())),
                arguments("tunnel/hub-hello", new HubHello("hub-1")),
                arguments(
                        "tunnel/preamble",
                        new Preamble(1, "s-1", 0, Preamble.SSH, "interactive", 5000L, null)),
                arguments("tunnel/preamble-connected", PreambleAnswer.connected()),
                arguments(
                        "tunnel/preamble-failed",
                        PreambleAnswer.failed(DialCode.REFUSED, "nothing listens on port 22")),
                arguments("connect/open", new ConnectMessage.Open(1, "s-1", 0)),
                arguments(
                        "connect/opened",
                        new ConnectMessage.Opened(1, "s-1", 0, "tunnel", "login")),
                arguments("connect/end", new ConnectMessage.End(42)),
                arguments(
                        "connect/error",
                        new ConnectMessage.Failed("dial_refused", "nothing listens on port 22")));
    }

    private static Stream<Arguments> hubBodies() {
        return Stream.of(
                arguments(
                        "hub/ssh-target",
                        new SshTarget(
                                "sandbox",
                                "cluster-1",
                                "login",
                                "ann",
                                22,
                                "sandbox.default.activate",
                                List.of("ssh-ed25519 AAAA"),
                                List.of(new SshTarget.Address("login.example.org", 22)),
                                false,
                                true,
                                true)),
                arguments("hub/node-view", nodeView()),
                arguments(
                        "hub/new-registration-token",
                        new NewRegistrationToken(
                                "cluster-1", "sandbox", "default", 1800, false, "ann")),
                arguments("hub/registration-token-made", registrationToken("pwrt_x")),
                arguments("hub/registration-token-listed", registrationToken(null)),
                arguments("hub/token-exchange", new TokenExchange("api_key", "secret")),
                arguments("hub/exchanged-token", new ExchangedToken("jwt", TIME)),
                arguments("hub/node-key", new NodeKey("pwan_x")),
                arguments("hub/node-identity", new NodeIdentity("node-1", "cluster-1", "default")));
    }

    private static NodeView nodeView() {
        return new NodeView(
                "node-1",
                "cluster-1",
                "login",
                NodeStatus.ONLINE,
                true,
                3,
                TIME,
                TIME.plusSeconds(60),
                TIME.plusSeconds(1),
                "0.1.0",
                "linux",
                "amd64",
                "Debian 13",
                List.of("10.0.0.7"),
                22,
                List.of("ssh-ed25519 AAAA"),
                List.of(Map.of("mountPoint", "/")),
                Map.of("cpu", 12.5),
                Map.of("cores", 4),
                Map.of("type", "slurm"),
                TIME.plusSeconds(2));
    }

    private static RegistrationToken registrationToken(@Nullable String secret) {
        return new RegistrationToken(
                "token-1", secret, "x", "cluster-1", false, "ann", TIME, TIME.plusSeconds(1800));
    }

    private static Heartbeat heartbeat(NodeDescription node) {
        return new Heartbeat(
                node,
                "Debian 13",
                new Metrics(
                        12.5,
                        new Metrics.Memory(3, 1, 75),
                        new Metrics.Disk(1, 3, 25),
                        new Metrics.Load(0.5, 0.25, 0.125),
                        new Metrics.Network(10, 20),
                        100,
                        3600),
                new Heartbeat.SystemInfo(8, 4, 4, "A CPU"),
                List.of(new Heartbeat.Filesystem("/dev/sda1", "/", "ext4", 4, 1, 3, 25)),
                new Heartbeat.Scheduler(
                        "slurm",
                        "25.05.1",
                        true,
                        List.of(new Heartbeat.Partition("debug", "up", 3, 2, "1:00:00", "1-0")),
                        List.of(
                                new Heartbeat.Job(
                                        "12_3",
                                        "ann",
                                        "debug",
                                        "RUNNING",
                                        "1",
                                        "2026-01-02T03:04:05",
                                        "1:00:00",
                                        "train"))));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyHasTheShapeOfItsGoldenFile(String name, Object body) throws IOException {
        JsonNode golden = golden(name);

        assertThat(JSON.readTree(JSON.writeValueAsString(body))).isEqualTo(golden);
        assertThat(JSON.treeToValue(golden, body.getClass())).isEqualTo(body);
    }

    @Test
    void everyGoldenFileIsCompared() throws Exception {
        Set<String> compared =
                Stream.concat(
                                GoldenMessagesTest.messages().map(Envelope::type),
                                bodies().map(body -> String.valueOf(body.get()[0])))
                        .map(name -> name + ".json")
                        .collect(Collectors.toSet());
        Path directory = Path.of(GoldenMessagesTest.class.getResource("/golden").toURI());
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(file -> directory.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(compared);
        }
    }

    @Test
    void everyRecordThatCrossesAProcessBoundaryIsCompared() {
        Set<String> compared = new TreeSet<>();
        Stream.concat(
                        GoldenMessagesTest.messages().flatMap(one -> Stream.of(one, one.data())),
                        bodies().map(body -> body.get()[1]))
                .forEach(body -> collect(body.getClass(), compared));

        assertThat(
                        new ClassFileImporter()
                                        .withImportOption(new ImportOption.DoNotIncludeTests())
                                        .importPackages("activate.messages")
                                        .stream()
                                        .filter(type -> type.isRecord())
                                        .map(type -> type.getName())
                                        .filter(name -> !INSIDE_A_PROCESS.contains(name)))
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(compared).contains(name));
    }

    /** A record and those that it holds, in lists and maps too. */
    private static void collect(Type type, Set<String> found) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(part -> collect(part, found));
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && found.add(record.getName())) {
            Stream.of(record.getRecordComponents())
                    .forEach(part -> collect(part.getGenericType(), found));
        }
    }

    @Test
    void messageOfALaterVersionIsUnknownAndItsMembersAreIgnored() throws IOException {
        assertThat(JSON.readValue("{\"type\":\"later\",\"x\":1}", ConnectMessage.class))
                .isInstanceOf(ConnectMessage.Unknown.class);
        assertThat(JSON.readValue("{\"nonce\":\"n\"}", OpeningMessage.class))
                .isInstanceOf(OpeningMessage.Unknown.class);
        assertThat(
                        JSON.readValue(
                                "{\"later\":[1],\"type\":\"end\",\"offset\":7,\"x\":{}}",
                                ConnectMessage.class))
                .isEqualTo(new ConnectMessage.End(7));
        assertThat(JSON.readValue("{\"v\":1,\"ok\":true,\"later\":1}", PreambleAnswer.class).ok())
                .isTrue();
    }

    @Test
    void secretsDoNotShow() {
        assertThat(
                        List.of(
                                new Registration("secret", heartbeat(describe()).node(), null),
                                new Registered("secret", "c", "h", "o", "n", "c", null),
                                new TokenExchange("api_key", "secret"),
                                new ExchangedToken("secret", TIME),
                                new NodeKey("secret"),
                                registrationToken("secret")))
                .allSatisfy(body -> assertThat(body.toString()).doesNotContain("secret"));
    }

    private static NodeDescription describe() {
        return new NodeDescription("h", "linux", "amd64", List.of(), null, null, null);
    }

    private static JsonNode golden(String name) throws IOException {
        String file = "/golden/" + name + ".json";
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file %s", file).isNotNull();
            return JSON.readTree(in);
        }
    }
}
