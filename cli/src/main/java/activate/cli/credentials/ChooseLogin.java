package activate.cli.credentials;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides who the user is: `PW_API_KEY`, the named context, `PW_CONTEXT`, a login at the named
 * host, the current login.
 */
public final class ChooseLogin {
    private static final String LOGIN_HINT = "log in with: pw auth login HOST";

    private final LocalMachine machine;
    private final Optional<String> context;
    private final Optional<String> platformHost;
    private final Optional<Path> caFile;

    public ChooseLogin(
            LocalMachine machine,
            Optional<String> context,
            Optional<String> platformHost,
            Optional<Path> caFile) {
        this.machine = machine;
        this.context = context;
        this.platformHost = platformHost.or(() -> machine.variable("PW_PLATFORM_HOST"));
        this.caFile = caFile.or(() -> machine.variable("PW_CA_FILE").map(Path::of));
    }

    public Login choose() throws Failure {
        Optional<String> key = machine.variable("PW_API_KEY");
        return key.isPresent()
                ? fromEnvironment(new LoginCredential(key.get().strip()))
                : fromFile();
    }

    /** The CA file of the command line or the environment. */
    public Optional<Path> caFile() {
        return caFile;
    }

    private Login fromEnvironment(LoginCredential credential) throws Failure {
        String host =
                platformHost
                        .or(credential::platformHost)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ExitCode.USAGE,
                                                "PW_API_KEY does not say which platform it belongs to",
                                                "set PW_PLATFORM_HOST"));
        URI server = server(host);
        // The CA of a stored login at the same platform is as good as one given again.
        Optional<Path> trusted = caFile.or(() -> storedCaFile(server));
        return new Login(server, credential, trusted, Optional.empty());
    }

    private Optional<Path> storedCaFile(URI server) {
        try {
            return CredentialsFile.read(machine).identities().stream()
                    .filter(identity -> isAt(identity, server))
                    .findFirst()
                    .flatMap(Identity::caFile)
                    .map(Path::of);
        } catch (Failure _) {
            // The environment gave all that is needed; a broken file must not matter.
            return Optional.empty();
        }
    }

    private Login fromFile() throws Failure {
        Identity identity = identity(CredentialsFile.read(machine));
        LoginCredential credential =
                identity.credential()
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ExitCode.NOT_LOGGED_IN,
                                                "the login " + identity.context() + " holds no key",
                                                LOGIN_HINT));
        URI server = server(platformHost.orElse(identity.server()));
        return new Login(
                server,
                credential,
                caFile.or(() -> identity.caFile().map(Path::of)),
                Optional.of(identity));
    }

    private Identity identity(CredentialsFile file) throws Failure {
        Optional<String> named = context.or(() -> machine.variable("PW_CONTEXT"));
        if (named.isPresent()) {
            return file.identity(named.get())
                    .orElseThrow(
                            () ->
                                    new Failure(
                                            ExitCode.NOT_LOGGED_IN,
                                            "there is no login named " + named.get(),
                                            LOGIN_HINT));
        }
        Optional<Identity> current = file.currentContext().flatMap(file::identity);
        if (platformHost.isPresent()) {
            URI server = server(platformHost.get());
            return current.filter(identity -> isAt(identity, server))
                    .or(
                            () ->
                                    file.identities().stream()
                                            .filter(identity -> isAt(identity, server))
                                            .findFirst())
                    .orElseThrow(
                            () ->
                                    new Failure(
                                            ExitCode.NOT_LOGGED_IN,
                                            "not logged in to " + server.getAuthority(),
                                            "log in with: pw auth login " + server.getAuthority()));
        }
        return current.orElseThrow(
                () -> new Failure(ExitCode.NOT_LOGGED_IN, "not logged in", LOGIN_HINT));
    }

    private static boolean isAt(Identity identity, URI server) {
        try {
            return server(identity.server()).equals(server);
        } catch (Failure _) {
            return false;
        }
    }

    /** Reads `host`, `host:port` or a URL; only HTTPS is spoken. */
    public static URI server(String host) throws Failure {
        String text = host.contains("://") ? host : "https://" + host;
        try {
            URI uri = URI.create(text);
            if ("https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                int port = uri.getPort() == 443 ? -1 : uri.getPort();
                return URI.create(
                        "https://"
                                + uri.getHost().toLowerCase(java.util.Locale.ROOT)
                                + (port < 0 ? "" : ":" + port));
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same answer.
        }
        throw new Failure(
                ExitCode.USAGE,
                "platform host: " + host + " (expected: host[:port])",
                "only https is spoken");
    }
}
