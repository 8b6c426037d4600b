package activate.agent.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that say how the platform is reached, as they were at the enrolment: a service
 * manager starts the agent without those of the shell. One line `NAME="value"` each, as systemd
 * reads them too.
 */
final class NetworkVariables {
    private static final List<String> NAMES =
            List.of("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_FILE");

    private NetworkVariables() {}

    /** Those of them that are set. */
    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : NAMES) {
            Optional.ofNullable(environment.get(name))
                    .filter(value -> !value.isBlank() && value.lines().count() == 1)
                    .ifPresent(value -> found.put(name, value.strip()));
        }
        return found;
    }

    /** The environment, and of what was kept what it does not set itself, in either spelling. */
    static Map<String, String> merge(Map<String, String> kept, Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        kept.forEach(
                (name, value) -> {
                    if (!environment.containsKey(name.toUpperCase(Locale.ROOT))
                            && !environment.containsKey(name.toLowerCase(Locale.ROOT))) {
                        all.put(name, value);
                    }
                });
        return all;
    }

    static String text(Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        variables.forEach(
                (name, value) ->
                        text.append(name)
                                .append("=\"")
                                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                                .append("\"\n"));
        return text.toString();
    }

    /** Reads what {@link #text} wrote, also where somebody has edited it. */
    static Map<String, String> parse(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                found.put(line.substring(0, equals).strip(), value(line.substring(equals + 1)));
            }
        }
        return of(found);
    }

    private static String value(String written) {
        String text = written.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }
}
