package activate.legacyapi;

import activate.legacyapi.stored.ActivityType;
import activate.testkit.document.GeneratedDocument;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The types of events in the activity log: the enums of the features. */
final class EventsDocumentTest {
    @Test
    @Tag(GeneratedDocument.TAG)
    void theTypesAreDocumented() {
        StringBuilder table = new StringBuilder("| Type | When | From |\n|---|---|---|\n");
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("activate.legacyapi")
                        .stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ActivityType.class))
                        .flatMap(type -> Arrays.stream(type.reflect().getEnumConstants()))
                        .map(ActivityType.class::cast)
                        .sorted(Comparator.comparing(ActivityType::word))
                        .forEach(
                                type ->
                                        table.append(
                                                "| `%s` | %s | `%s` |%n"
                                                        .formatted(
                                                                type.word(),
                                                                type.description(),
                                                                feature(type))));

        GeneratedDocument.section("events.md", "activity").check(table.toString());
    }

    private static String feature(ActivityType type) {
        return type.getClass().getPackageName().substring("activate.legacyapi.".length());
    }
}
