package activate.testkit.limits;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One section of {@code docs/limits.md}: what clients of a service may hold.
 *
 * <p>Each limit stands there as {@code `key=value`}, with the value that the service has when
 * nobody configures it.
 */
public final class LimitsDocument {

    private static final Pattern LIMIT = Pattern.compile("`([a-z][\\w.\"-]*)=([^`]*)`");

    /** Numbers, sizes and times are limits; names and addresses are not. */
    private static final Pattern QUANTITY = Pattern.compile("\\d+[A-Za-z]*");

    private final String section;
    private final Map<String, String> documented;

    private LimitsDocument(String section, Map<String, String> documented) {
        this.section = section;
        this.documented = documented;
    }

    /** The section with that heading; fails where there is none. */
    public static LimitsDocument section(String section) {
        String text = read();
        int begin = text.indexOf("\n## " + section + "\n");
        if (begin < 0) {
            throw new AssertionError("docs/limits.md: no section \"## " + section + "\"");
        }
        int end = text.indexOf("\n## ", begin + 1);
        Map<String, String> documented = new TreeMap<>();
        Matcher limits = LIMIT.matcher(text.substring(begin, end < 0 ? text.length() : end));
        while (limits.find()) {
            documented.put(limits.group(1), limits.group(2));
        }
        return new LimitsDocument(section, documented);
    }

    /**
     * Compares the section with the defaults of the service whose {@code application.properties} is
     * on the class path.
     *
     * @param mappings interfaces that hold nothing but limits: each number, size and time of them
     *     has to be in the section
     */
    public void check(Class<?>... mappings) {
        var builder = new SmallRyeConfigBuilder().addDefaultInterceptors();
        List<String> prefixes = new ArrayList<>();
        for (Class<?> mapping : mappings) {
            builder.withMapping(mapping);
            prefixes.add(
                    mapping.getAnnotation(io.smallrye.config.ConfigMapping.class).prefix() + ".");
        }
        try {
            builder.withSources(ServiceDefaults.sources());
            compare(builder.addDiscoveredConverters().withValidateUnknown(false).build(), prefixes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(SmallRyeConfig config, List<String> prefixes) {
        List<String> faults = new ArrayList<>();
        documented.forEach(
                (key, value) -> {
                    String configured = config.getConfigValue(key).getValue();
                    if (!value.equals(configured)) {
                        faults.add(key + ": documented " + value + ", configured " + configured);
                    }
                });
        for (String name : config.getPropertyNames()) {
            boolean limit =
                    prefixes.stream().anyMatch(name::startsWith) && !documented.containsKey(name);
            String value = limit ? config.getConfigValue(name).getValue() : null;
            if (value != null && QUANTITY.matcher(value).matches()) {
                faults.add(name + "=" + value + ": not documented");
            }
        }
        if (!faults.isEmpty() || documented.isEmpty()) {
            throw new AssertionError(
                    "docs/limits.md, section "
                            + section
                            + ", is not what the service does:\n  "
                            + String.join("\n  ", faults));
        }
    }

    private static String read() {
        return ProjectFile.read("docs/limits.md");
    }
}
