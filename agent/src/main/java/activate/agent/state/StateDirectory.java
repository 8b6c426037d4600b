package activate.agent.state;

import activate.agent.state.AgentFailure.Code;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The directory of one node's agent: mode 0700, its files 0600 and replaced as a whole. */
public final class StateDirectory {
    private static final String FILE = "rw-------";
    private static final Set<PosixFilePermission> OWN =
            PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(OWN);
    private static final String KEY = "node.key";
    private static final String HOST_KEYS = "host-keys";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;

    private StateDirectory(Path path) {
        this.path = path;
    }

    /** The directory of a node that is enrolled; nothing is made where there is none. */
    public static StateDirectory at(Path path) {
        return new StateDirectory(path.toAbsolutePath().normalize());
    }

    /** Opens a directory, making it where it is missing; others must not be able to enter it. */
    public static StateDirectory open(Path path) throws AgentFailure {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(absolute, DIRECTORY);
            }
            requireOwn(absolute);
            Files.setPosixFilePermissions(absolute, OWN);
            return new StateDirectory(absolute);
        } catch (IOException | UnsupportedOperationException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the state directory " + absolute + " cannot be used: " + e.getMessage(),
                    "give a directory of your own with --state",
                    e);
        }
    }

    /** A directory that others use for something else is not closed to them. */
    private static void requireOwn(Path directory) throws AgentFailure, IOException {
        boolean open = !OWN.containsAll(Files.getPosixFilePermissions(directory));
        try (Stream<Path> entries = Files.list(directory)) {
            if (open && entries.findAny().isPresent() && !Files.exists(directory.resolve(KEY))) {
                throw new AgentFailure(
                        Code.USAGE,
                        directory + " holds other files and is open to others",
                        "give an empty directory or a new one with --state");
            }
        }
    }

    public Path path() {
        return path;
    }

    /** The key of this node; the first call makes it. */
    public NodeKeyPair key() throws AgentFailure {
        Path file = path.resolve(KEY);
        try {
            if (!Files.exists(file)) {
                write(file, NodeKeyPair.generate().stored());
            }
            return NodeKeyPair.parse(Files.readString(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the key " + file + " cannot be used: " + e.getMessage(),
                    "enrol with a new --state",
                    e);
        }
    }

    /** What enrolment gave, where there was one. */
    public Optional<EnrolledNode> identity() throws AgentFailure {
        Path file = path.resolve("identity.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(JSON.readTree(Files.readString(file))));
        } catch (IOException | IllegalArgumentException _) {
            // The parser's text may quote the file, which holds a secret.
            throw new AgentFailure(
                    Code.FAILED,
                    file + " is damaged",
                    "enrol this node again with a new token and a new --state");
        }
    }

    /** The identity, or the failure that there is none. */
    public EnrolledNode enrolled() throws AgentFailure {
        return identity()
                .orElseThrow(
                        () ->
                                new AgentFailure(
                                        Code.NOT_ENROLLED,
                                        path
                                                + " holds no enrolled node"
                                                + (Files.isDirectory(path)
                                                        ? ""
                                                        : ": there is no such directory"),
                                        "enrol it: activate-agent enrol --server URL --state "
                                                + path));
    }

    private static EnrolledNode parse(JsonNode json) {
        List<Path> files = new ArrayList<>();
        json.path("sshHostKeyFiles").forEach(file -> files.add(Path.of(file.asText())));
        return new EnrolledNode(
                URI.create(json.path("server").asText()),
                Optional.of(json.path("caFile").asText())
                        .filter(file -> !file.isEmpty())
                        .map(Path::of),
                json.path("apiKey").asText(),
                json.path("nodeId").asText(),
                json.path("clusterName").asText(),
                json.path("organization").asText(),
                json.path("hostname").asText(),
                new SshAddress(json.path("sshHost").asText(), json.path("sshPort").asInt(22)),
                files);
    }

    public void store(EnrolledNode identity) throws AgentFailure {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("server", identity.server().toString());
        identity.caFile().ifPresent(file -> json.put("caFile", file.toString()));
        json.put("apiKey", identity.apiKey())
                .put("nodeId", identity.nodeId())
                .put("clusterName", identity.clusterName())
                .put("organization", identity.organization())
                .put("hostname", identity.hostname())
                .put("sshHost", identity.ssh().host())
                .put("sshPort", identity.ssh().port());
        var files = json.putArray("sshHostKeyFiles");
        identity.sshHostKeyFiles().forEach(file -> files.add(file.toString()));
        try {
            write(path.resolve("identity.json"), json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the enrolment could not be stored: " + e.getMessage(),
                    "make room, then repeat the command within ten minutes: the same token and key are accepted again",
                    e);
        }
    }

    /** Keeps the host keys that the platform was told: it holds users to them from then on. */
    public void keepHostKeys(List<String> keys) throws AgentFailure {
        try {
            write(path.resolve(HOST_KEYS), String.join("\n", keys) + "\n");
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, "the host keys could not be stored: " + e.getMessage(), "", e);
        }
    }

    /** The host keys that the platform was told; none where they were not known then. */
    public List<String> hostKeys() throws AgentFailure {
        Path file = path.resolve(HOST_KEYS);
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList()
                    : List.of();
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, file + " cannot be read: " + e.getMessage(), "check its owner", e);
        }
    }

    /** Keeps how the platform is reached; what is not set now stays as it was kept before. */
    public void keepNetwork(Map<String, String> environment) throws AgentFailure {
        try {
            Map<String, String> now =
                    NetworkVariables.of(
                            NetworkVariables.merge(
                                    keptNetwork(), NetworkVariables.of(environment)));
            write(environmentFile(), NetworkVariables.text(now));
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the proxy and CA variables could not be stored: " + e.getMessage(),
                    "make room and repeat the command: activate-agent install",
                    e);
        }
    }

    /**
     * The variables of the process with those that were kept: a service manager or a scheduler
     * starts the agent without those of the shell.
     */
    public Map<String, String> network(Map<String, String> environment) throws AgentFailure {
        try {
            return NetworkVariables.merge(keptNetwork(), environment);
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    environmentFile() + " cannot be read: " + e.getMessage(),
                    "check its owner",
                    e);
        }
    }

    /** Where they are kept, as lines that systemd reads. */
    public Path environmentFile() {
        return path.resolve("environment");
    }

    private Map<String, String> keptNetwork() throws IOException {
        return Files.exists(environmentFile())
                ? NetworkVariables.parse(Files.readString(environmentFile()))
                : Map.of();
    }

    /** Writes what a running agent says about itself. */
    public void storeStatus(ObjectNode status) throws IOException {
        write(path.resolve("status.json"), status + "\n");
    }

    /** What the last running agent said about itself; empty when none ever ran. */
    public JsonNode status() throws IOException {
        Path file = path.resolve("status.json");
        return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
    }

    /**
     * Keeps other agents from running on this directory until closed; the operating system ends it
     * with the process.
     */
    public FileLock lock() throws AgentFailure, IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(FILE)));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // The same answer as when another process holds it.
        }
        channel.close();
        throw new AgentFailure(
                Code.ALREADY,
                "an agent runs on " + path + " already",
                "stop it first, or give another --state");
    }

    private static void write(Path file, String content) throws IOException {
        WholeFile.write(file, content, FILE);
    }
}
