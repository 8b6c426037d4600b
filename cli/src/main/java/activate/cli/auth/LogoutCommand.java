package activate.cli.auth;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.credentials.ChooseLogin;
import activate.cli.credentials.CredentialsFile;
import activate.cli.credentials.Identity;
import activate.cli.credentials.Login;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import picocli.CommandLine;

/** `pw auth logout`: deletes the stored key here and at the platform. */
@CommandLine.Command(
        name = "logout",
        description = "Deletes the stored key, here and at the platform.",
        mixinStandardHelpOptions = true)
final class LogoutCommand extends Command {
    LogoutCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure {
        Login login = invocation().login();
        Identity identity =
                login.identity()
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ExitCode.USAGE,
                                                "the key comes from PW_API_KEY, nothing is stored",
                                                "unset PW_API_KEY"));
        new RevokeKey(invocation(), ChooseLogin.server(identity.server()))
                .revoke(identity, login.credential());
        CredentialsFile.read(invocation().machine()).remove(identity);
        invocation().machine().say("logged out of " + identity.context());
    }
}
