package activate.tunnel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import activate.testkit.architecture.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CORE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("activate.tunnel");

    @Test
    void rulesHold() {
        ArchitectureRules.check("tunnel");
    }

    @Test
    void theCoreDoesNoInputOutputAndNoLogging() {
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
                .check(CORE);
    }

    @Test
    void theClassesOfASessionDoNotHoldEachOther() {
        slices().assignedFrom(new FilesOfTheRoot())
                .should()
                .beFreeOfCycles()
                .because(
                        "events go up through StreamOwner and SessionControl, data is passed down;"
                                + " what two classes share goes into a third below them")
                .check(CORE);
    }

    /** Each file of the root package, with the classes nested in it, is a slice of its own. */
    private static final class FilesOfTheRoot implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().equals("activate.tunnel")) {
                return SliceIdentifier.ignore();
            }
            String name = type.getName();
            int nested = name.indexOf('$');
            return SliceIdentifier.of(nested < 0 ? name : name.substring(0, nested));
        }

        @Override
        public String getDescription() {
            return "files of the root package";
        }
    }
}
