package activate.standalone.settings;

import activate.embedded.home.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The variables of the environment that shape one platform, with their defaults.
 *
 * @param checkout the folder that holds the built services
 */
public record Settings(Path checkout, Map<String, String> environment) {

    public static final int HTTPS_PORT = 4443;
    public static final int HTTP_PORT = 4080;
    public static final int CAC_PORT = 8443;

    private static final int MAX_PORT = 65535;
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    public Settings {
        environment = Map.copyOf(environment);
    }

    /** Of this program. */
    public static String version() {
        return Optional.ofNullable(Settings.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    public Home home() {
        return new Home(value("ACTIVATE_HOME").map(Path::of).orElse(checkout.resolve(".activate")));
    }

    public int httpsPort() {
        return port("ACTIVATE_HTTPS_PORT", HTTPS_PORT);
    }

    public int httpPort() {
        return port("ACTIVATE_HTTP_PORT", HTTP_PORT);
    }

    public int cacPort() {
        return port("ACTIVATE_CAC_PORT", CAC_PORT);
    }

    public List<String> bindAddresses() {
        return List.of(value("ACTIVATE_BIND").orElse("127.0.0.1").split("\\s*,\\s*", -1));
    }

    public String hostname() {
        return value("ACTIVATE_HOSTNAME").orElse("localhost");
    }

    public String sessionsDomain() {
        return value("ACTIVATE_SESSIONS_DOMAIN").orElse("sessions.localhost");
    }

    public String publicUrl() {
        return "https://" + hostname() + (httpsPort() == 443 ? "" : ":" + httpsPort());
    }

    /** Every name under which a browser or an agent may reach the platform. */
    public List<String> certificateNames() {
        Stream<String> bound = bindAddresses().stream().filter(name -> !EVERYWHERE.contains(name));
        return Stream.of(
                        Stream.of(hostname(), "localhost", "127.0.0.1"),
                        bound,
                        Stream.of("*." + sessionsDomain()))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    /**
     * @throws IllegalArgumentException when the variable holds no port
     */
    public int port(String variable, int otherwise) {
        String text = value(variable).orElse(Integer.toString(otherwise));
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(variable + ": " + text + " (expected: 1-65535)");
        }
        return port;
    }

    /** Values may be passwords of outside stores. */
    @Override
    public String toString() {
        return "Settings[checkout=" + checkout + ", environment=" + environment.keySet() + "]";
    }
}
