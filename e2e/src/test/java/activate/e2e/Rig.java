package activate.e2e;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One platform and three pairs of hosts for all tests of a run; ended when the JVM ends. */
final class Rig {
    static final Duration SHORT = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofMinutes(8);
    private static final String URL = "https://activate.test";
    private static @Nullable Rig instance;
    private static @Nullable String failure;

    final Path checkout;
    final Path folder;
    final Path home;
    final Hosts closed;
    final Hosts direct;
    final Hosts peered;
    final Shell activate;
    private final int managementPorts = FreePorts.neighbours(5);

    static synchronized Rig get() {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "needs root for network namespaces");
        require("nft", "ip", "sshd", "unshare", "nsenter", "rsync", "setpriv");
        if (failure != null) {
            throw new AssertionError("the rig did not start: " + failure);
        }
        Rig known = instance;
        if (known == null) {
            try {
                known = new Rig();
            } catch (RuntimeException | AssertionError e) {
                failure = e.toString();
                throw e;
            }
            instance = known;
        }
        return known;
    }

    /** Skips a test where a program that it needs is missing. */
    static void require(String... programs) {
        for (String program : programs) {
            Assumptions.assumeTrue(isInstalled(program), program + " is not installed");
        }
    }

    private static boolean isInstalled(String program) {
        return List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private Rig() {
        try {
            checkout = Path.of("..").toRealPath();
            folder = Files.createTempDirectory("activate-e2e");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            home = Files.createDirectory(folder.resolve("user-home"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        int network = 100 + (int) (ProcessHandle.current().pid() % 50) * 3;
        closed = new Hosts(checkout, folder.resolve("closed"), network, "");
        direct = new Hosts(checkout, folder.resolve("direct"), network + 1, "direct");
        peered = new Hosts(checkout, folder.resolve("peered"), network + 2, "peered");
        activate =
                new Shell(List.of(checkout.resolve("activate").toString()), settings(), checkout);
        activate.run(START, "up", "--detach", "--no-demo").ok();
        publish("ca.pem");
        offerAgent(":");
        login(closed);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("ACTIVATE_HOME", folder.resolve("platform").toString());
        settings.put(
                "ACTIVATE_BIND",
                String.join(
                        ",",
                        closed.fact("CONTROL_PLANE_ADDRESS"),
                        direct.fact("CONTROL_PLANE_ADDRESS"),
                        peered.fact("CONTROL_PLANE_ADDRESS")));
        settings.put("ACTIVATE_HOSTNAME", "activate.test");
        settings.put("ACTIVATE_HTTPS_PORT", "443");
        settings.put("ACTIVATE_HTTP_PORT", "80");
        settings.put("ACTIVATE_MANAGEMENT_PORTS", Integer.toString(managementPorts));
        settings.put("ACTIVATE_AGENT_DIST", folder.resolve("agent-dist").toString());
        settings.put("ACTIVATE_PEERED_NETWORKS", peered.fact("LOGIN_ADDRESS"));
        settings.putAll(FreePorts.settings());
        return settings;
    }

    /**
     * Lets the platform offer the agent of this build, changed.
     *
     * @param change run by a shell in the unpacked archive
     */
    void offerAgent(String change) {
        String script =
                """
                mkdir -p agent-dist work
                tar -xzf "$1/linux-amd64.tar.gz" -C work
                (cd work/activate-agent && eval "$2")
                tar --format=ustar -czf agent-dist/linux-amd64.tar.gz -C work activate-agent
                rm -rf work
                cd agent-dist
                sha256sum linux-amd64.tar.gz >linux-amd64.tar.gz.sha256
                built=$(cut -d ' ' -f 1 "$1/linux-amd64.tar.gz.sha256")
                sed "s/$built/$(cut -d ' ' -f 1 linux-amd64.tar.gz.sha256)/" "$1/install.sh" >install.sh
                """;
        new Shell(List.of("sh", "-ec", script, "sh"), Map.of(), folder)
                .run(SHORT, checkout.resolve("agent/target/dist").toString(), change)
                .ok();
    }

    /** A copy of a file of the platform that other users may read. */
    private void publish(String name) {
        try {
            Path copy = folder.resolve(name);
            Files.copy(folder.resolve("platform").resolve(name), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void login(Hosts hosts) {
        try {
            byte[] password = Files.readAllBytes(folder.resolve("platform/admin-password"));
            pw(
                            hosts,
                            password,
                            "auth",
                            "login",
                            URL,
                            "--username",
                            "admin",
                            "--password-stdin",
                            "--ca-file",
                            folder.resolve("ca.pem").toString())
                    .ok();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code pw} on the user's host. */
    Shell.Result pw(Hosts hosts, String... words) {
        return pw(hosts, new byte[0], words);
    }

    Shell.Result pw(Hosts hosts, byte[] input, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = checkout.resolve("pw").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return hosts.user(home).run(Duration.ofMinutes(3), input, command);
    }

    /** Runs {@code command} on a cluster as alice, with {@code pw ssh} on the user's host. */
    Shell.Result ssh(String cluster, byte[] input, String command) {
        return pw(
                closed,
                input,
                "ssh",
                cluster,
                "-l",
                "alice",
                "-i",
                closed.fact("SSH_KEY"),
                "--",
                command);
    }

    /** A cluster with an agent on the login node of {@code hosts}, online. */
    Agent cluster(Hosts hosts, String name) {
        return cluster(hosts, name, hosts.fact("SSH_HOST_KEY"));
    }

    Agent cluster(Hosts hosts, String name, String hostKey) {
        return cluster(name, new Agent(this, hosts, name), hostKey);
    }

    Agent cluster(String name, Agent agent, String hostKey) {
        pw(closed, "clusters", "create", name, "--type", "existing").ok();
        agent.enrol(nodeToken(name), hostKey);
        agent.start();
        Eventually.holds(name + " is on", SHORT, () -> status(name).equals("on"));
        return agent;
    }

    String nodeToken(String cluster) {
        return pw(closed, "clusters", "node-token", cluster).ok().out();
    }

    String status(String name) {
        return pw(closed, "clusters", "get", name, "-o", "yaml")
                .ok()
                .out()
                .lines()
                .filter(line -> line.strip().startsWith("status:"))
                .map(line -> line.strip().substring(7).strip().replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    /** The sum of a figure of agent-hub's metrics page over all its labels. */
    double hubMetric(String name) {
        int port = managementPorts + 4;
        return new Shell(List.of("curl", "-s", "-m", "5"), Map.of(), checkout)
                .run(SHORT, "http://127.0.0.1:" + port + "/q/metrics")
                .ok()
                .out()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Leaves the folder, with every log, where something failed before the end. */
    private void end() {
        activate.run(Duration.ofMinutes(1), "down");
        closed.close();
        direct.close();
        peered.close();
        if (failure == null && System.getenv("ACTIVATE_E2E_KEEP") == null) {
            new Shell(List.of(), Map.of(), checkout)
                    .run(Duration.ofMinutes(1), "rm", "-rf", folder.toString());
        }
    }
}
