package activate.tunnel.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.testkit.resource.KillProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Builds and runs the peers under `src/test/go` and `src/test/js`; skips where a tool is missing.
final class PeerProcess implements AutoCloseable {
    private static final Path BUILD = Path.of("target", "peers").toAbsolutePath();
    private static final Path SOURCES = Path.of("src", "test").toAbsolutePath();
    private static final long BUILD_MINUTES = 4;

    private final Process process;
    private final Path log;

    private PeerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Builds the Go peer; the command to run it.
    static List<String> go() throws Exception {
        String go = tool("go", "/usr/local/go/bin/go");
        Path binary = BUILD.resolve("go-peer");
        run(SOURCES.resolve("go/peer"), List.of(go, "build", "-o", binary.toString(), "."));
        return List.of(binary.toString());
    }

    /// Installs the JavaScript peer; the command to run it.
    static List<String> javaScript() throws Exception {
        String node = tool("node", "/usr/bin/node");
        String npm = tool("npm", "/usr/bin/npm");
        Path work = BUILD.resolve("js-peer");
        Files.createDirectories(work);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "peer.mjs")) {
            Path from = SOURCES.resolve("js/peer").resolve(file);
            Path to = work.resolve(file);
            if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
                Files.write(to, Files.readAllBytes(from));
                Files.deleteIfExists(work.resolve("installed"));
            }
        }
        if (!Files.exists(work.resolve("installed"))) {
            run(work, List.of(npm, "ci", "--ignore-scripts"));
            Files.createFile(work.resolve("installed"));
        }
        return List.of(node, work.resolve("peer.mjs").toString());
    }

    static PeerProcess start(List<String> command, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        Files.createDirectories(BUILD);
        Path log = Files.createTempFile(BUILD, "peer", ".log");
        Process process =
                new ProcessBuilder(all)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new PeerProcess(process, log);
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    boolean ends() throws InterruptedException {
        return process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        KillProcess.withDescendants(process);
    }

    private static String tool(String name, String usual) {
        List<Path> places = new ArrayList<>();
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "" : path).split(":", -1)) {
            places.add(Path.of(directory, name));
        }
        places.add(Path.of(usual));
        Stream<Path> found = places.stream().filter(Files::isExecutable);
        Path tool = found.findFirst().orElse(null);
        assumeTrue(tool != null, name + " is not on this machine");
        return String.valueOf(tool);
    }

    private static void run(Path directory, List<String> command) throws Exception {
        Files.createDirectories(BUILD);
        Path log = Files.createTempFile(BUILD, "build", ".log");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        // Without the packages of the peer (offline, never fetched) there is nothing to test with.
        assumeTrue(
                ended && process.exitValue() == 0,
                () -> String.join(" ", command) + " failed, see " + log);
    }
}
