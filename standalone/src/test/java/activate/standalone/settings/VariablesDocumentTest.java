package activate.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class VariablesDocumentTest {
    private static final Pattern NAME = Pattern.compile("\"(ACTIVATE_[A-Z_]*[A-Z])\"");

    @Test
    void everyVariableOfTheSupervisorIsDocumented() throws IOException {
        // Given
        Set<String> named = new TreeSet<>();
        for (String module : new String[] {"standalone", "embedded"}) {
            try (Stream<Path> sources =
                    Files.walk(Checkout.root().resolve(module).resolve("src/main/java"))) {
                for (Path source :
                        sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                    Matcher names = NAME.matcher(Files.readString(source));
                    while (names.find()) {
                        named.add(names.group(1));
                    }
                }
            }
        }

        // When
        String document = Files.readString(Checkout.root().resolve("docs/operations.md"));

        // Then
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named).filteredOn(name -> !document.contains("`" + name + "`")).isEmpty();
    }
}
