package activate.standalone.sandbox;

import activate.embedded.home.Home;
import activate.embedded.part.ChildPart;
import activate.embedded.part.ChildProcess;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The agent of the demo cluster: enrolled once, then run as a child process. */
final class AgentPart extends ChildPart {

    private static final Duration ENROL_DEADLINE = Duration.ofSeconds(40);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    /** The exit code of an agent whose identity the platform no longer accepts. */
    private static final int REVOKED = 77;

    private final Settings settings;
    private final Home home;
    private final LoginAccount account;
    private final PlatformApi api;
    private final Path hostKey;
    private final ObjectMapper mapper = new ObjectMapper();

    AgentPart(Settings settings, LoginAccount account, PlatformApi api, Path hostKey) {
        super(settings.home(), Sandbox.NAME, 0, "TERM", STOP_DEADLINE);
        this.settings = settings;
        this.home = settings.home();
        this.account = account;
        this.api = api;
        this.hostKey = hostKey;
    }

    static boolean isBuilt(Settings settings) {
        return Files.isExecutable(program(settings));
    }

    static Path state(Home home) {
        return home.part(Sandbox.NAME).resolve("agent");
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public String version() {
        return "agent";
    }

    @Override
    public void launch() {
        if (!isEnrolled()) {
            enrol();
        }
        process.start(
                new ChildProcess.Command(
                        List.of(),
                        List.of(
                                program(settings).toString(),
                                "run",
                                "--state",
                                state(home).toString()),
                        environment(),
                        home.part(Sandbox.NAME),
                        "TERM"));
    }

    /** Connected, by the word of this very process. */
    @Override
    public Optional<Fault> fault() {
        try {
            JsonNode status = mapper.readTree(state(home).resolve("status.json").toFile());
            boolean ours =
                    process.identity()
                            .filter(agent -> isSame(agent, status.path("pid").asLong()))
                            .isPresent();
            // Also without the platform, which it waits for by itself.
            return ours && status.path("connected").asBoolean()
                    ? Optional.empty()
                    : Optional.of(Fault.waitsFor("the agent is not connected"));
        } catch (IOException e) {
            return Optional.of(Fault.of("the agent does not tell its state", e));
        }
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        boolean ended = super.awaitEnd(millis);
        if (ended && process.exitCode() == REVOKED) {
            setAside();
        }
        return ended;
    }

    boolean isEnrolled() {
        return Files.exists(state(home).resolve("identity.json"));
    }

    private static boolean isSame(ProcessIdentity agent, long pid) {
        return agent.pid() == pid;
    }

    /** The platform knows this node no more: the next start enrols it anew. */
    private void setAside() {
        try {
            Path identity = state(home).resolve("identity.json");
            if (Files.exists(identity)) {
                Files.move(
                        identity,
                        state(home).resolve("identity.revoked"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new PartFailure(
                    "the revoked identity of the demo cluster cannot be set aside", e);
        }
    }

    private void enrol() {
        try {
            String token = api.nodeToken(account.name());
            var builder =
                    new ProcessBuilder(
                                    program(settings).toString(),
                                    "enrol",
                                    "--server",
                                    settings.publicUrl(),
                                    "--ca-file",
                                    home.caFile().toString(),
                                    "--state",
                                    state(home).toString(),
                                    "--ssh-port",
                                    Integer.toString(Sandbox.sshPort(settings)),
                                    "--ssh-host-key",
                                    hostKey.resolveSibling(hostKey.getFileName() + ".pub")
                                            .toString())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            home.log(Sandbox.NAME).toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment());
            Process enrolment = builder.start();
            try (var in = enrolment.getOutputStream()) {
                in.write((token + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (!enrolment.waitFor(ENROL_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                enrolment.destroyForcibly();
                throw new PartFailure("enrolling the demo cluster took too long");
            }
            if (enrolment.exitValue() != 0) {
                throw new PartFailure(
                        "enrolling the demo cluster failed: see " + home.log(Sandbox.NAME));
            }
        } catch (IOException e) {
            throw new PartFailure("the demo cluster cannot be enrolled: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while the demo cluster was enrolled", e);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        for (String name : List.of("PATH", "HOME", "USER", "LANG", "TZ")) {
            settings.value(name).ifPresent(value -> variables.put(name, value));
        }
        return variables;
    }

    private static Path program(Settings settings) {
        return settings.checkout()
                .resolve("agent/target/dist/activate-agent/bin/activate-agent")
                .toAbsolutePath();
    }
}
