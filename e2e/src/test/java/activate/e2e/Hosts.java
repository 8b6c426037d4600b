package activate.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pair of hosts: {@code login}, whose only way out is the control plane's 443, and {@code
 * user}, which reaches the control plane and nothing else.
 */
final class Hosts implements AutoCloseable {
    private static final Duration UP = Duration.ofMinutes(2);

    private final Shell script;
    private final Map<String, String> facts = new HashMap<>();
    private final Path folder;

    /** {@code open} is empty, {@code direct} or {@code peered}. */
    Hosts(Path checkout, Path real, int network, String open) {
        folder = real;
        script =
                new Shell(
                        List.of(checkout.resolve("e2e/real/cluster-rig.sh").toString()),
                        Map.of(
                                "REAL_HOME",
                                real.toString(),
                                "REAL_NET",
                                Integer.toString(network),
                                "CONTROL_PLANE_PORT",
                                "443",
                                "OPEN",
                                open),
                        checkout);
        for (String line : script.run(UP, "up").ok().out().lines().toList()) {
            int at = line.indexOf('=');
            facts.put(line.substring(0, at), line.substring(at + 1));
        }
    }

    String fact(String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new AssertionError("the rig does not say " + name);
        }
        return value;
    }

    /** Runs programs on the user's host, with a home of its own. */
    Shell user(Path home) {
        return new Shell(
                List.of(fact("IN_USER").split(" ")), Map.of("HOME", home.toString()), folder);
    }

    /** Runs programs on the login node as alice. */
    Shell alice() {
        List<String> words = new java.util.ArrayList<>(List.of(fact("IN_LOGIN").split(" ")));
        words.addAll(List.of("setpriv", "--reuid=20001", "--regid=20001", "--clear-groups"));
        return new Shell(words, Map.of("HOME", "/home/alice"), Path.of("/"));
    }

    /** Runs programs on the login node as its root. */
    Shell loginRoot() {
        return new Shell(List.of(fact("IN_LOGIN").split(" ")), Map.of(), Path.of("/"));
    }

    @Override
    public void close() {
        script.run(UP, "down");
    }
}
