package activate.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.testkit.time.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real server on loopback, started by a script of {@code e2e/real}; keeps its data over a kill.
 */
final class RealStore implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Shell script;
    private final String name;
    private final Map<String, String> facts = new HashMap<>();

    /** Starts it; skips the test where it cannot be had. */
    RealStore(Path checkout, Path folder, String name) {
        this.name = name;
        script =
                new Shell(
                        List.of(checkout.resolve("e2e/real/" + name + ".sh").toString()),
                        Map.of("REAL_HOME", folder.toString()),
                        checkout);
        assumeTrue(
                script.run(START, "built").code() == 0,
                name + " is not built: e2e/real/" + name + ".sh install takes some minutes, once");
        Shell.Result installed = script.run(START, "install");
        assumeTrue(installed.code() == 0, name + " cannot be installed: " + installed.err());
        start();
    }

    void start() {
        for (String line : script.run(START, "up").ok().out().lines().toList()) {
            int at = line.indexOf('=');
            facts.put(line.substring(0, at), line.substring(at + 1));
        }
    }

    String fact(String key) {
        String value = facts.get(key);
        if (value == null) {
            throw new AssertionError(name + " does not say " + key);
        }
        return value;
    }

    /** Ends it as the kernel would, and sees it dead. */
    void kill() {
        ProcessHandle process = ProcessHandle.of(Long.parseLong(fact(key()))).orElseThrow();
        List<ProcessHandle> all = new java.util.ArrayList<>(process.descendants().toList());
        all.add(process);
        all.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds(
                name + " is dead", Rig.SHORT, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private String key() {
        return name.toUpperCase(java.util.Locale.ROOT) + "_PID";
    }

    @Override
    public void close() {
        script.run(START, "down");
    }
}
