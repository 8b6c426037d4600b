package activate.agent;

import activate.agent.sshd.SetUpSshd;
import activate.agent.sshd.UserKeys;
import activate.agent.state.AgentFailure;
import activate.agent.state.StateDirectory;
import picocli.CommandLine.Option;

/** `--sshd` of the commands after which people want to log in. */
final class SshdOption {
    @Option(
            names = "--sshd",
            description =
                    "let the SSH server of this machine know the users' keys: as root by its configuration, else by your own authorized_keys")
    private boolean write;

    /** Sets the SSH server up, or says how. */
    void apply(Console console, StateDirectory state) throws AgentFailure {
        SetUpSshd sshd = SetUpSshd.here(console.environment(), state);
        if (!write) {
            if (sshd.present().isEmpty()) {
                console.err().println(sshd.advice());
            }
        } else if (sshd.isAdministrator()) {
            console.err().println(sshd.writeForAll());
        } else {
            console.err()
                    .println(
                            sshd.writeOwn(
                                    UserKeys.of(
                                            System.getProperty("user.name"),
                                            state,
                                            console.environment())));
        }
    }
}
