package activate.tunnel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import activate.testkit.architecture.ArchitectureRules;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void rulesHold() {
        ArchitectureRules.check("tunnel");
    }

    @Test
    void theCoreDoesNoInputOutputAndNoLogging() {
        var core =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("activate.tunnel");

        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "activate.tunnel..",
                        "java.lang..",
                        "java.nio",
                        "java.time",
                        "java.util",
                        "java.util.concurrent.atomic",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify..")
                .check(core);
    }
}
