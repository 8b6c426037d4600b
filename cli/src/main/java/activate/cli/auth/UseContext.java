package activate.cli.auth;

import activate.cli.api.Invocation;
import activate.cli.credentials.CredentialsFile;
import activate.cli.credentials.Identity;
import activate.cli.failure.Failure;
import picocli.CommandLine;

/** `pw auth use CONTEXT` */
@CommandLine.Command(
        name = "use",
        description = "Makes a stored login the one that commands use.",
        mixinStandardHelpOptions = true)
final class UseContext extends ContextCommand {
    UseContext(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        CredentialsFile file = CredentialsFile.read(invocation().machine());
        Identity identity = named(file);
        file.store(identity);
        invocation().machine().say("using " + identity.context());
        for (String variable : new String[] {"PW_API_KEY", "PW_CONTEXT"}) {
            if (invocation().machine().variable(variable).isPresent()) {
                invocation().machine().say(variable + " is set and comes first");
            }
        }
    }
}
