package activate.agent.service;

import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a systemd unit of the user that keeps the agent running. */
public final class InstallUnit {
    private InstallUnit() {}

    /** Where the unit of this user goes. */
    public static Path of(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        return (config.isEmpty() ? home.resolve(".config") : Path.of(config))
                .resolve("systemd")
                .resolve("user")
                .resolve("activate-agent.service");
    }

    public static void write(Path unit, Path program, StateDirectory state) throws AgentFailure {
        try {
            Files.createDirectories(unit.getParent());
            Files.writeString(unit, text(program, state.path(), state.environmentFile()));
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the unit " + unit + " cannot be written: " + e.getMessage(),
                    "",
                    e);
        }
    }

    /**
     * Deletes the unit and the link by which it was enabled.
     *
     * @return whether there was one
     */
    public static boolean remove(Path unit) throws IOException {
        Path wants = unit.resolveSibling("default.target.wants");
        Files.deleteIfExists(wants.resolve(unit.getFileName()));
        return Files.deleteIfExists(unit);
    }

    /** Exit code 77 means that the platform revoked the node: starting again cannot help. */
    static String text(Path program, Path state, Path environment) {
        return """
                [Unit]
                Description=ACTIVATE node agent
                Wants=network-online.target
                After=network-online.target
                StartLimitIntervalSec=0

                [Service]
                ExecStart=%s run --state %s
                EnvironmentFile=-%s
                Restart=always
                RestartSec=1s
                RestartPreventExitStatus=3 77
                SuccessExitStatus=143
                KillSignal=SIGTERM
                TimeoutStopSec=10s
                NoNewPrivileges=yes

                [Install]
                WantedBy=default.target
                """
                .formatted(
                        quoted(program), quoted(state), environment.toString().replace("%", "%%"));
    }

    private static String quoted(Path path) {
        return '"'
                + path.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%")
                + '"';
    }
}
