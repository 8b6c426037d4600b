package activate.agent;

import activate.agent.service.InstallUnit;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.StateDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `activate-agent install` */
@Command(
        name = "install",
        description = "Writes a systemd unit of this user that keeps the agent running.",
        mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    @Mixin private final SshdOption sshd = new SshdOption();

    InstallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        StateDirectory directory = state.open();
        directory.enrolled();
        String program = console.environment().getOrDefault("ACTIVATE_AGENT_SELF", "");
        if (program.isEmpty()) {
            throw new AgentFailure(
                    Code.FAILED,
                    "this program does not know where it is",
                    "start it by its launcher");
        }
        Path unit = InstallUnit.of(console.environment());
        directory.keepNetwork(console.environment());
        InstallUnit.write(unit, Path.of(program), directory);
        console.err().println("wrote " + unit);
        console.err()
                .println(
                        "start it: systemctl --user daemon-reload && systemctl --user enable --now activate-agent");
        console.err().println("keep it after logout: loginctl enable-linger");
        sshd.apply(console, directory);
        return 0;
    }
}
