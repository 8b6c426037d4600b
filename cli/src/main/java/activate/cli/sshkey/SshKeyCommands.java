package activate.cli.sshkey;

import activate.cli.api.Platform;
import picocli.CommandLine;

/** `pw ssh-public-keys …` */
@CommandLine.Command(
        name = "ssh-public-keys",
        description = "The SSH public keys that clusters accept from you.",
        mixinStandardHelpOptions = true)
public final class SshKeyCommands {
    private SshKeyCommands() {}

    public static CommandLine of(Platform platform) {
        return new CommandLine(new SshKeyCommands())
                .addSubcommand(new ListSshKeys(platform))
                .addSubcommand(new AddSshKey(platform))
                .addSubcommand(new DeleteSshKey(platform));
    }
}
