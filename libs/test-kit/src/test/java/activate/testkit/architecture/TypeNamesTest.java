package activate.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One name means one thing: no two packages have a top-level type of the same name. */
final class TypeNamesTest {
    private static final String MAIN = "src/main/java";

    /** Of {@code services/NAME/src/main/java} and all below it. */
    private static final int DEPTH = 20;

    /** Where the same name is the same thing, or has to be the same word. */
    private static final Map<String, String> SHARED =
            Map.of(
                    "Main", "where a program starts",
                    "DoctorCommand", "the command doctor of the agent and of ./activate",
                    "StatusCommand", "the command status of the agent and of ./activate",
                    "Handshake", "the two sides of the one handshake of a tunnel",
                    "Via", "the way to a node, as pw takes it and as the hub does",
                    "FreePort", "a measurement cannot use the test kit's",
                    "Caller",
                            "who calls: what a token says, and with the account where it is kept");

    @Test
    void oneNameMeansOneThing() throws IOException {
        // When
        Map<String, Set<String>> packages = packagesByType();

        // Then
        packages.values().removeIf(some -> some.size() == 1);
        assertThat(packages)
                .as("rename all but one, or say in SHARED why they are the same thing")
                .containsOnlyKeys(SHARED.keySet());
    }

    private static Map<String, Set<String>> packagesByType() throws IOException {
        Map<String, Set<String>> packages = new TreeMap<>();
        Path root = Checkout.root();
        try (Stream<Path> files =
                Files.find(
                        root,
                        DEPTH,
                        (file, _) -> file.toString().contains(MAIN) && isOfOneType(file))) {
            files.map(root::relativize)
                    .forEach(
                            file ->
                                    packages.computeIfAbsent(typeOf(file), _ -> new TreeSet<>())
                                            .add(String.valueOf(file.getParent())));
        }
        assertThat(packages).hasSizeGreaterThan(500);
        return packages;
    }

    private static boolean isOfOneType(Path file) {
        return file.toString().endsWith(".java") && !file.endsWith("package-info.java");
    }

    private static String typeOf(Path file) {
        return String.valueOf(file.getFileName()).replace(".java", "");
    }
}
