package activate.cli.sshkey;

import activate.cli.api.Invocation;
import picocli.CommandLine;

/** `pw ssh-public-keys …` */
@CommandLine.Command(
        name = "ssh-public-keys",
        description = "The SSH public keys that clusters accept from you.",
        mixinStandardHelpOptions = true)
public final class SshKeyCommands {
    private SshKeyCommands() {}

    public static CommandLine of(Invocation invocation) {
        return new CommandLine(new SshKeyCommands())
                .addSubcommand(new ListSshKeys(invocation))
                .addSubcommand(new AddSshKey(invocation))
                .addSubcommand(new DeleteSshKey(invocation));
    }
}
