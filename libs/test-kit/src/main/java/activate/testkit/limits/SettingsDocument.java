package activate.testkit.limits;

import activate.testkit.document.GeneratedDocument;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of a module's {@code @ConfigMapping}s: that it has a bound where it is a quantity
 * or an address, and its section of {@code docs/settings.md} with the defaults.
 */
public final class SettingsDocument {
    /** Types of which some values are out of the question. */
    private static final Set<String> BOUNDED =
            Set.of("int", "long", "Duration", "MemorySize", "URI", "OptionalInt", "Integer");

    /** No quantity, no port and no address is one of these. */
    private static final List<String> IMPOSSIBLE = List.of("0", "nonsense");

    /** Before all other sources. */
    private static final int FIRST = 1000;

    private record Setting(String name, boolean bounded) {}

    private final String module;
    private final List<Class<?>> mappings;
    private final Map<String, String> required;

    private SettingsDocument(String module, List<Class<?>> mappings, Map<String, String> required) {
        this.module = module;
        this.mappings = mappings;
        this.required = required;
    }

    /**
     * The mappings below the package {@code activate.<name>}.
     *
     * @param module the heading of its section
     * @param required what each service has to set itself
     */
    public static SettingsDocument of(String module, String name, Map<String, String> required) {
        List<Class<?>> mappings = new ArrayList<>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("activate." + name)
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .filter(type -> !isOfFormerNames(type))
                        .sorted(Comparator.comparing(SettingsDocument::prefix))
                        .forEach(type -> mappings.add(type.reflect()));
        if (mappings.isEmpty()) {
            throw new AssertionError("no @ConfigMapping below activate." + name);
        }
        return new SettingsDocument(module, mappings, required);
    }

    /** Fails where a quantity or an address is taken as it comes, or a default is out of bounds. */
    public void checkBounds() {
        List<String> faults = new ArrayList<>();
        for (Class<?> mapping : mappings) {
            read(mapping, Map.of());
            for (Setting setting : settings(mapping)) {
                if (setting.bounded()) {
                    IMPOSSIBLE.forEach(value -> tryValue(mapping, setting.name(), value, faults));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "settings without a bound (see activate.settings.bound):\n  "
                            + String.join("\n  ", faults));
        }
    }

    /** Fails where the section of the document is not what nobody configures. */
    public void checkDocument() {
        StringBuilder table = new StringBuilder("| Setting | Default |\n|---|---|\n");
        for (Class<?> mapping : mappings) {
            SmallRyeConfig config = read(mapping, Map.of());
            for (Setting setting : settings(mapping)) {
                @Nullable String value =
                        required.containsKey(setting.name())
                                ? null
                                : config.getConfigValue(setting.name()).getValue();
                String shown = value == null || value.isEmpty() ? "" : "`" + value + "`";
                table.append("| `%s` | %s |\n".formatted(setting.name(), shown));
            }
        }
        GeneratedDocument.section("settings.md", module).check(table.toString());
    }

    private void tryValue(Class<?> mapping, String name, String value, List<String> faults) {
        try {
            read(mapping, Map.of(name, value));
            faults.add(name + "=" + value + ": is taken");
        } catch (RuntimeException e) {
            // Whatever the framework wraps it in, this is what the start ends with.
            String message = String.valueOf(e.getMessage());
            if (!message.contains(name) || !message.contains("expected: ")) {
                faults.add(name + "=" + value + ": the message does not help: " + message);
            }
        }
    }

    private SmallRyeConfig read(Class<?> mapping, Map<String, String> given) {
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withSources(ServiceDefaults.sources())
                    .withSources(new PropertiesConfigSource(given, "given", FIRST))
                    .withDefaultValues(required)
                    .withMapping(mapping)
                    .withValidateUnknown(false)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Setting> settings(Class<?> mapping) {
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        return Arrays.stream(mapping.getDeclaredMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(method -> setting(prefix, method))
                .sorted(Comparator.comparing(Setting::name))
                .toList();
    }

    private static Setting setting(String prefix, Method method) {
        String type = method.getGenericReturnType().getTypeName();
        String last = type.replaceAll(".*[.<]", "").replace(">", "");
        String name = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return new Setting(prefix + "." + name, BOUNDED.contains(last));
    }

    /** Names that are refused are in no document. */
    private static boolean isOfFormerNames(JavaClass type) {
        return type.getEnclosingClass()
                .map(outer -> outer.getSimpleName().contains("Former"))
                .orElse(false);
    }

    private static String prefix(JavaClass type) {
        return type.getAnnotationOfType(ConfigMapping.class).prefix();
    }
}
