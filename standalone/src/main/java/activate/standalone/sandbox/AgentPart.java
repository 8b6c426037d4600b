package activate.standalone.sandbox;

import activate.embedded.home.Home;
import activate.embedded.part.ChildPart;
import activate.embedded.part.ChildProcess;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import activate.embedded.part.Programs;
import activate.standalone.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The agent of the demo cluster: enrolled once, then run as a child process. */
final class AgentPart extends ChildPart {

    private static final Duration ENROL_DEADLINE = Duration.ofSeconds(40);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    /** Its folder below that of the demo cluster. */
    static final String STATE = "agent";

    /** The exit code of an agent whose identity the platform no longer accepts. */
    private static final int REVOKED = 77;

    private final Settings settings;
    private final Home home;
    private final LoginAccount account;
    private final PlatformApi api;
    private final Path hostKey;
    private final Path folder;
    private final Path state;
    private final ObjectMapper mapper = new ObjectMapper();

    AgentPart(Settings settings, LoginAccount account, PlatformApi api, Path hostKey) {
        super(settings.home(), Sandbox.NAME, 0, "TERM", STOP_DEADLINE);
        this.settings = settings;
        this.home = settings.home();
        this.account = account;
        this.api = api;
        this.hostKey = hostKey;
        this.folder = home.part(Sandbox.NAME);
        this.state = folder.resolve(STATE);
    }

    static boolean isBuilt(Settings settings) {
        return Files.isExecutable(program(settings));
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
        List<String> words =
                List.of(program(settings).toString(), "run", "--state", state.toString());
        process.start(new ChildProcess.Command(List.of(), words, environment(), folder, "TERM"));
    }

    /** Connected, by the word of this very process. */
    @Override
    public Optional<Fault> fault() {
        try {
            JsonNode status = mapper.readTree(state.resolve("status.json").toFile());
            long pid = status.path("pid").asLong();
            boolean ours = process.identity().filter(agent -> agent.pid() == pid).isPresent();
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
        return Files.exists(state.resolve("identity.json"));
    }

    /** The platform knows this node no more: the next start enrols it anew. */
    private void setAside() {
        try {
            Path identity = state.resolve("identity.json");
            if (Files.exists(identity)) {
                Files.move(
                        identity,
                        state.resolve("identity.revoked"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new PartFailure(
                    "the revoked identity of the demo cluster cannot be set aside", e);
        }
    }

    private void enrol() {
        Path log = home.log(Sandbox.NAME);
        List<String> words = new ArrayList<>(List.of(program(settings).toString(), "enrol"));
        words.addAll(List.of("--server", settings.publicUrl()));
        words.addAll(List.of("--ca-file", home.caFile().toString()));
        words.addAll(List.of("--state", state.toString()));
        words.addAll(List.of("--ssh-port", Integer.toString(Sandbox.sshPort(settings))));
        words.addAll(List.of("--ssh-host-key", hostKey + ".pub"));
        var enrolment =
                new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        enrolment.environment().clear();
        enrolment.environment().putAll(environment());
        try {
            String token = api.nodeToken(account.name());
            if (!Programs.succeeds(enrolment, token + "\n", ENROL_DEADLINE)) {
                throw new PartFailure(
                        "enrolling the demo cluster failed, or took longer than %d s: see %s"
                                .formatted(ENROL_DEADLINE.toSeconds(), log));
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
