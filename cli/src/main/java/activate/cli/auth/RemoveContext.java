package activate.cli.auth;

import activate.cli.api.Invocation;
import activate.cli.credentials.ChooseLogin;
import activate.cli.credentials.CredentialsFile;
import activate.cli.credentials.Identity;
import activate.cli.failure.Failure;
import picocli.CommandLine;

/** `pw auth rm CONTEXT` */
@CommandLine.Command(
        name = "rm",
        aliases = "remove",
        description = "Deletes a stored login, and its key at the platform.",
        mixinStandardHelpOptions = true)
final class RemoveContext extends ContextCommand {
    RemoveContext(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        CredentialsFile file = CredentialsFile.read(invocation().machine());
        Identity identity = named(file);
        if (identity.credential().isPresent()) {
            new RevokeKey(invocation(), ChooseLogin.server(identity.server()))
                    .revoke(identity, identity.credential().get());
        }
        file.remove(identity);
        invocation().machine().say("removed " + identity.context());
    }
}
