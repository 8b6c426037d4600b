package activate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.problem.ProblemGuide;
import activate.testkit.document.Checkout;
import activate.testkit.document.GeneratedDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a native executable has to know of this module: Jackson finds the members of messages by
 * reflection, and nothing else says that they are used.
 */
final class NativeHintsTest {
    private static final String FILE =
            "META-INF/native-image/activate/messages/reachability-metadata.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @Tag(GeneratedDocument.TAG)
    void everyMessageIsRegistered() throws Exception {
        Path file = Checkout.root().resolve("libs/messages/src/main/resources").resolve(FILE);
        JsonNode wanted = hints();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(wanted) + "\n");
        }

        assertThat(Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.nullNode())
                .as("write it anew as docs/ are written: -Dgroups=document -Ddocs.write")
                .isEqualTo(wanted);
    }

    private static JsonNode hints() throws IOException, URISyntaxException {
        ObjectNode hints = JSON.createObjectNode();
        ArrayNode types = hints.putArray("reflection");
        for (String name : types()) {
            types.addObject()
                    .put("type", name)
                    .put("allDeclaredConstructors", true)
                    .put("allDeclaredMethods", true)
                    .put("allDeclaredFields", true);
        }
        hints.putArray("resources")
                .addObject()
                .put("glob", "activate/messages/problem/problems.tsv");
        return hints;
    }

    private static List<String> types() throws IOException, URISyntaxException {
        Path classes =
                Path.of(
                        ProblemGuide.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> names =
                    files.map(file -> classes.relativize(file).toString())
                            .filter(file -> file.endsWith(".class"))
                            .map(file -> file.replace(".class", "").replace('/', '.'))
                            .filter(name -> !name.endsWith("-info"))
                            .sorted()
                            .toList();
            assertThat(names).contains("activate.messages.agent.Heartbeat");
            return names;
        }
    }
}
