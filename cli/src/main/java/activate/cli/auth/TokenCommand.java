package activate.cli.auth;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.credentials.LoginCredential;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `pw auth token`: a short-lived token for programs that take one. */
@CommandLine.Command(
        name = "token",
        description = "Prints a short-lived token of the user.",
        mixinStandardHelpOptions = true)
final class TokenCommand extends Command {
    @Option(
            names = "--ttl",
            paramLabel = "HOURS",
            description = "how long it is valid: 1 to 24 hours")
    private int ttl = 1;

    TokenCommand(Invocation invocation) {
        super(invocation);
    }

    /** The token is always printed; SDKs ask for it by this option. */
    @Option(names = "--print", description = "print the token (always done)")
    void print(boolean asked) {
        invocation().trace("printing was asked for: " + asked);
    }

    @Override
    protected void run() throws Failure, IOException {
        if (ttl < 1 || ttl > 24) {
            throw new Failure(ExitCode.USAGE, "--ttl: " + ttl + " (expected: 1-24)", "");
        }
        LoginCredential credential = invocation().login().credential();
        String token =
                credential.isApiKey()
                        ? invocation().api().get("/api/auth/token?ttl=" + ttl).asText()
                        : credential.secret();
        if (invocation().options().output() == OutputFormat.table) {
            invocation().machine().out().println(token);
            return;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("access_token", token).put("token_type", "Bearer");
        if (credential.isApiKey()) {
            answer.put("expires_in", Duration.ofHours(ttl).toSeconds());
        }
        invocation().printer().any(answer);
    }
}
