package activate.testkit.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The table of variables in {@code docs/operations.md}: who reads each of them, and its default.
 */
public final class VariablesDocument {

    /** A row: variable, services, default. */
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `([A-Z][A-Z0-9_]*)` \\| ([^|]*) \\| (?:`([^`]*)`)? ?\\|",
                    Pattern.MULTILINE);

    /** An expression without another one inside. */
    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^${}]*))?}");

    private record Row(String services, String otherwise) {}

    private VariablesDocument() {}

    /** Compares the table with the files on the class path that configure {@code service}. */
    public static void check(String service) {
        Map<String, Row> documented = documented();
        Map<String, String> read = read();
        List<String> faults = new ArrayList<>();
        read.forEach(
                (variable, otherwise) -> {
                    @Nullable Row row = documented.get(variable);
                    if (row == null) {
                        faults.add(variable + ": is read and has no row");
                    } else if (!row.otherwise().equals(otherwise)) {
                        faults.add(
                                "%s: documented default %s, configured %s"
                                        .formatted(variable, row.otherwise(), otherwise));
                    }
                });
        documented.forEach(
                (variable, row) -> {
                    if (isNamed(service, row.services()) && !read.containsKey(variable)) {
                        faults.add(variable + ": documented, but " + service + " does not read it");
                    }
                });
        if (!faults.isEmpty() || documented.isEmpty()) {
            throw new AssertionError(
                    "docs/operations.md is not what %s reads:%n  %s"
                            .formatted(service, String.join("\n  ", faults)));
        }
    }

    private static boolean isNamed(String service, String services) {
        if (services.startsWith("all")) {
            return !services.substring("all".length()).contains(service);
        }
        return List.of(services.split(", ", -1)).contains(service);
    }

    private static Map<String, Row> documented() {
        Map<String, Row> rows = new TreeMap<>();
        Matcher row = ROW.matcher(ProjectFile.read("docs/operations.md"));
        while (row.find()) {
            @Nullable String otherwise = row.group(3);
            rows.put(row.group(1), new Row(row.group(2), otherwise == null ? "" : otherwise));
        }
        return rows;
    }

    private static Map<String, String> read() {
        Map<String, String> variables = new TreeMap<>();
        try {
            for (ConfigSource source : ServiceDefaults.sources()) {
                source.getProperties().entrySet().stream()
                        .filter(property -> !property.getKey().startsWith("%test."))
                        .forEach(property -> collect(property.getValue(), variables));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return variables;
    }

    /** Inner expressions first; each is replaced by its default, as the outer one sees it. */
    private static void collect(String value, Map<String, String> variables) {
        String rest = value;
        Matcher expression = EXPRESSION.matcher(rest);
        while (expression.find()) {
            @Nullable String otherwise = expression.group(2);
            String used = otherwise == null ? "" : otherwise;
            variables.put(expression.group(1), used);
            rest = rest.replace(expression.group(), used);
            expression = EXPRESSION.matcher(rest);
        }
    }
}
