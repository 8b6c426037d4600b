package activate.e2e;

import activate.testkit.resource.KillProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** An agent on a login node, run as alice. */
final class Agent implements AutoCloseable {
    private final Rig rig;
    private final Hosts hosts;
    private final String name;
    private final Shell enrolling;
    private @Nullable Process process;

    Agent(Rig rig, Hosts hosts, String name) {
        this(rig, hosts, name, "");
    }

    /**
     * @param proxy `HTTPS_PROXY` of the shell that enrols; what starts the agent does not know it
     */
    Agent(Rig rig, Hosts hosts, String name, String proxy) {
        this.rig = rig;
        this.hosts = hosts;
        this.name = name;
        this.enrolling = hosts.alice().with("HTTPS_PROXY", proxy);
    }

    private String program() {
        return rig.checkout
                .resolve("agent/target/dist/activate-agent/bin/activate-agent")
                .toString();
    }

    private String state() {
        return "/home/alice/state-" + name;
    }

    void enrol(String token, String hostKey) {
        try {
            Path key = Files.writeString(rig.folder.resolve(name + ".pub"), hostKey + "\n");
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            enrolling
                    .run(
                            Rig.SHORT,
                            token.getBytes(StandardCharsets.UTF_8),
                            program(),
                            "enrol",
                            "--server",
                            "https://activate.test",
                            "--ca-file",
                            rig.folder.resolve("ca.pem").toString(),
                            "--state",
                            state(),
                            "--ssh-host-key",
                            key.toString())
                    .ok();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        String log = rig.folder.resolve(name + ".log").toString();
        process =
                hosts.alice()
                        .start(
                                "sh",
                                "-c",
                                "exec \"$1\" run --state \"$2\"",
                                "sh",
                                program(),
                                state());
        Process started = process;
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (var out = Files.newOutputStream(Path.of(log))) {
                                started.getInputStream().transferTo(out);
                            } catch (IOException _) {
                                // The agent is gone.
                            }
                        });
    }

    Shell.Result run(String command) {
        return hosts.alice().run(Rig.SHORT, program(), command, "--state", state());
    }

    /** Ends it as the kernel would, without a word. */
    void kill() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        KillProcess.withDescendants(running);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
