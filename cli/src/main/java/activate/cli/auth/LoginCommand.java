package activate.cli.auth;

import activate.cli.api.Api;
import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.credentials.ChooseLogin;
import activate.cli.credentials.CredentialsFile;
import activate.cli.credentials.Identity;
import activate.cli.credentials.LoginCredential;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `pw auth login`: a password becomes a stored key. */
@CommandLine.Command(
        name = "login",
        description = "Logs in and stores a key of this machine's own.",
        mixinStandardHelpOptions = true)
final class LoginCommand extends Command {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "HOST",
            description = "platform: host[:port]")
    private @Nullable String host;

    @Option(
            names = {"-u", "--username"},
            paramLabel = "USER",
            description = "who logs in")
    private @Nullable String username;

    @Option(names = "--password-stdin", description = "read the password from standard input")
    private boolean passwordStdin;

    LoginCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        ChooseLogin choice = invocation().chooseLogin();
        URI server = server();
        Optional<Path> caFile = choice.caFile().map(file -> file.toAbsolutePath().normalize());
        Api api = new Api(invocation().client(caFile), server, Map.of());
        Session session =
                new PasswordLogin(api, server, userName())
                        .run(
                                new ReadPassword(
                                        invocation().machine(),
                                        passwordStdin,
                                        "pw auth login … --password-stdin < FILE"),
                                LoginCommand::makeKey);
        store(server, caFile, session);
    }

    private static Session makeKey(Api browser) throws Failure {
        String title =
                "pw on " + machineName() + " " + Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("title", title).put("type", "platform");
        JsonNode key = browser.post("/api/apikeys", body);
        return new Session(
                new LoginCredential(key.path("key").asText()), key.path("title").asText(title));
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "this machine";
        }
    }

    private URI server() throws Failure {
        Optional<String> named =
                Optional.ofNullable(host)
                        .or(() -> invocation().options().platformHost())
                        .or(() -> invocation().machine().variable("PW_PLATFORM_HOST"));
        return ChooseLogin.server(
                named.orElseThrow(
                        () ->
                                new Failure(
                                        ExitCode.USAGE,
                                        "no platform given",
                                        "use: pw auth login HOST[:PORT] --username USER")));
    }

    private String userName() throws Failure {
        if (username == null) {
            throw new Failure(ExitCode.USAGE, "no user given", "use --username USER");
        }
        return username;
    }

    private void store(URI server, Optional<Path> caFile, Session session)
            throws Failure, IOException {
        LoginCredential credential = session.credential();
        JsonNode who =
                new Api(
                                invocation().client(caFile),
                                server,
                                Map.of("Authorization", credential.authorization()))
                        .get("/api/auth/session");
        String user = who.path("username").asText();
        String context =
                invocation().options().context().orElse(user + "@" + server.getAuthority());
        Identity identity = Identity.of(context, server.toString(), credential);
        identity.members()
                .put("username", user)
                .put("organization", who.path("organization").asText());
        caFile.ifPresent(file -> identity.members().put("caFile", file.toString()));
        identity.members().put("keyTitle", session.keyTitle());
        CredentialsFile file = CredentialsFile.read(invocation().machine());
        Optional<Identity> earlier = file.identity(context);
        file.store(identity);
        // The platform may be another one than before at this address: ask it anew for its keys.
        Files.deleteIfExists(
                invocation().machine().configDirectory().resolve("ssh").resolve("registered"));
        earlier.ifPresent(old -> new RevokeKey(invocation(), server).revoke(old, credential));
        invocation().machine().say("logged in to " + server.getAuthority() + " as " + user);
    }
}
