package activate.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Rules that hold for every module: no package cycles, module arrows, sizes and names. */
public final class ArchitectureRules {
    private static final int MOST_CLASSES = 15;
    private static final List<String> SERVICES =
            List.of("ingress", "legacyapi", "internalapi", "cloudcacher", "agenthub");
    private static final List<String> EMPTY_NAMES =
            List.of("Impl", "Manager", "Helper", "Util", "Utils", "Base");

    private ArchitectureRules() {}

    /** Checks the module whose packages begin with {@code activate.<module>}. */
    public static void check(String module) {
        String root = "activate." + module;
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(root);
        if (classes.isEmpty()) {
            throw new AssertionError("No classes under " + root + ": the rules checked nothing.");
        }
        slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "a cycle makes two packages one; move the shared noun into its own package")
                .allowEmptyShould(true)
                .check(classes);
        checkArrows(module, classes);
        checkSizes(classes);
        checkNames(classes);
    }

    /**
     * Checks that a program may become a native executable: what it looks up by a name at run time
     * would not be in there.
     *
     * @param packages of the program and of the libraries that are its own
     */
    public static void checkNative(String... packages) {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(packages);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ClassLoader.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ServiceLoader.class)
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .callMethod(Class.class, "getDeclaredConstructor", Class[].class)
                .because("a native executable holds what is named in the code, and nothing else")
                .check(classes);
    }

    private static void checkArrows(String module, JavaClasses classes) {
        List<String> forbidden = new ArrayList<>();
        for (String service : SERVICES) {
            if (!service.equals(module)) {
                forbidden.add("activate." + service + "..");
            }
        }
        for (String program : List.of("agent", "cli", "standalone")) {
            if (!program.equals(module)) {
                forbidden.add("activate." + program + "..");
            }
        }
        if (!module.equals("agent") && !module.equals("agenthub") && !module.equals("tunnel")) {
            forbidden.add("activate.tunnel..");
        }
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new))
                .because(
                        "modules meet only through libs/messages and the wire; put a shared record"
                                + " there, or call the other service")
                .check(classes);
        if (module.equals("tunnel")) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus..", "io.vertx..", "java.net..", "java.io..", "org.slf4j..")
                    .because("the protocol core does no I/O; do it in the driver")
                    .check(classes);
        }
    }

    private static void checkSizes(JavaClasses classes) {
        Map<String, Integer> sizes = new TreeMap<>();
        for (JavaClass type : classes) {
            boolean counted = type.isTopLevelClass() && !type.getName().endsWith("package-info");
            if (counted && !type.getSimpleName().contains("_")) {
                sizes.merge(type.getPackageName(), 1, Integer::sum);
            }
        }
        sizes.forEach(
                (name, size) -> {
                    if (size > MOST_CLASSES) {
                        throw new AssertionError(
                                name
                                        + " has "
                                        + size
                                        + " files (limit "
                                        + MOST_CLASSES
                                        + "): split it by noun.");
                    }
                });
    }

    private static void checkNames(JavaClasses classes) {
        for (JavaClass type : classes) {
            for (String empty : EMPTY_NAMES) {
                if (type.getSimpleName().endsWith(empty) && !type.getSimpleName().contains("_")) {
                    throw new AssertionError(
                            type.getName()
                                    + " says nothing by '"
                                    + empty
                                    + "': name it by what it does or is.");
                }
            }
        }
    }
}
