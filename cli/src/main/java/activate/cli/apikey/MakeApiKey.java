package activate.cli.apikey;

import activate.cli.api.Api;
import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.api.Lifetime;
import activate.cli.auth.PasswordLogin;
import activate.cli.auth.ReadPassword;
import activate.cli.credentials.Identity;
import activate.cli.credentials.Login;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `pw api-keys create TITLE` */
@CommandLine.Command(
        name = "create",
        description = {
            "Makes an API key and prints it; it is shown this once.",
            "No key may make another one: your password is asked for."
        },
        mixinStandardHelpOptions = true)
final class MakeApiKey extends Command {
    private static final Lifetime EXPIRES =
            new Lifetime(
                    "--expires",
                    Duration.ofMinutes(15),
                    Duration.ofDays(3650),
                    "from 15m to 3650d, such as 12h or 30d");

    @Parameters(
            index = "0",
            paramLabel = "TITLE",
            description = "what it is for; you have one of each title")
    private String title = "";

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            description = "how long it is good, from 15m to 3650d; without it, until it is deleted")
    private @Nullable String expires;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            description = "whose password it is (that of the login)")
    private @Nullable String username;

    @Option(names = "--password-stdin", description = "read the password from standard input")
    private boolean passwordStdin;

    MakeApiKey(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("title", title).put("type", "platform");
        if (expires != null) {
            body.put("expiresIn", EXPIRES.minutes(expires) * 60);
        }
        Login login = invocation().login();
        String user = userName(login);
        if (!passwordStdin) {
            invocation()
                    .machine()
                    .say(
                            "only a login by password makes API keys: signing in as "
                                    + user
                                    + " for this one");
        }
        PasswordLogin session =
                new PasswordLogin(
                        new Api(invocation().client(), login.server(), Map.of()),
                        login.server(),
                        user);
        JsonNode key =
                session.run(
                        new ReadPassword(
                                invocation().machine(),
                                passwordStdin,
                                "pw api-keys create … --password-stdin < FILE"),
                        browser -> browser.post("/api/apikeys", body));
        if (invocation().options().output() == OutputFormat.table) {
            invocation().machine().out().println(key.path("key").asText());
        } else {
            invocation().printer().any(key);
        }
    }

    private String userName(Login login) throws Failure {
        Optional<String> known =
                Optional.ofNullable(username)
                        .or(() -> login.identity().flatMap(Identity::username));
        return known.isPresent()
                ? known.get()
                : invocation().api().get("/api/auth/session").path("username").asText();
    }
}
