package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.event.EventType;
import activate.testkit.document.GeneratedDocument;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The types of events in the activity log: every text of that form that the classes load. */
final class EventsDocumentTest {
    private static final Pattern TYPE = Pattern.compile("[a-z_]+\\.[a-z_]+");

    /** Texts of the same form that are something else, among them types of messages only. */
    private static final Set<String> OTHERS =
            Set.of(
                    "pw.sso",
                    "published.id",
                    EventType.EXCHANGE,
                    EventType.DEAD_EXCHANGE,
                    EventType.CLUSTER_CHANGED,
                    EventType.CREDENTIAL_REVOKED);

    @Test
    @Tag(GeneratedDocument.TAG)
    void theTypesAreDocumented() throws IllegalAccessException {
        Map<String, Set<String>> sources = new TreeMap<>();
        for (var type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("activate.legacyapi")) {
            String path = type.getName().replace('.', '/') + ".class";
            for (String text : texts(path)) {
                if (TYPE.matcher(text).matches() && !OTHERS.contains(text)) {
                    sources.computeIfAbsent(text, _ -> new TreeSet<>())
                            .add(packageOf(type.getPackageName()));
                }
            }
        }
        assertThat(sources).as("types of the code").containsKeys("auth.login", "user.created");
        ofNodes()
                .forEach(
                        type ->
                                sources.computeIfAbsent(type, _ -> new TreeSet<>())
                                        .add("agent-hub"));

        GeneratedDocument.section("events.md", "activity").check(table(sources));
    }

    private static String table(Map<String, Set<String>> sources) {
        return "| Type | From |\n|---|---|\n"
                + sources.entrySet().stream()
                        .map(
                                type ->
                                        "| `%s` | %s |%n"
                                                .formatted(
                                                        type.getKey(),
                                                        String.join(", ", type.getValue())))
                        .collect(Collectors.joining());
    }

    /** What is taken from the broker and recorded as it is. */
    private static List<String> ofNodes() throws IllegalAccessException {
        List<String> types = new ArrayList<>();
        for (Field constant : EventType.class.getFields()) {
            String text = String.valueOf(constant.get(null));
            if (text.startsWith("node.")) {
                types.add(text);
            }
        }
        return types;
    }

    private static String packageOf(String name) {
        return "`" + name.substring(name.lastIndexOf('.') + 1) + "`";
    }

    private static List<String> texts(String path) {
        List<String> texts = new ArrayList<>();
        try (InputStream in = EventsDocumentTest.class.getClassLoader().getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
                if (entry instanceof StringEntry text) {
                    texts.add(text.stringValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
