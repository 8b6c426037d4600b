package activate.cli.auth;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.credentials.CredentialsFile;
import activate.cli.credentials.Identity;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import picocli.CommandLine.Parameters;

/** A command about one stored login. */
abstract class ContextCommand extends Command {
    @Parameters(index = "0", paramLabel = "CONTEXT", description = "as pw auth ls names it")
    private String context = "";

    ContextCommand(Invocation invocation) {
        super(invocation);
    }

    final Identity named(CredentialsFile file) throws Failure {
        return file.identity(context)
                .orElseThrow(
                        () ->
                                new Failure(
                                        ExitCode.NOT_FOUND,
                                        "there is no login named " + context,
                                        "see what there is with: pw auth ls"));
    }
}
