package activate.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.document.Checkout;
import activate.testkit.document.GeneratedDocument;
import activate.testkit.problem.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The paths and queues of docs/messages.md and docs/sockets.md are those of the code. */
final class PathsDocumentTest {
    private static final Pattern ROUTE =
            Pattern.compile("(?:@Path|router\\.get)\\(\"([^\"]+)\"\\)(?=([^;{]*\\bclass\\b)?)");
    private static final Pattern SUBPROTOCOL = Pattern.compile("String SUBPROTOCOL = \"([^\"]+)\"");
    private static final Pattern INTERNAL = Pattern.compile("\\d{4}(/internal/v1/[a-z/-]*[a-z])");
    private static final Pattern SOCKET = Pattern.compile("(/(?:ws/ssh|api/agent)/[a-z]+)");
    private static final Pattern QUEUE =
            Pattern.compile(
                    "mp\\.messaging\\.incoming\\.([^.]+)\\.(queue\\.name|routing-keys)=(.+)");

    @Test
    void theInternalPathsAreDocumented() throws IOException {
        assertThat(documented("messages.md", INTERNAL)).isEqualTo(paths("/internal/v1/"));
    }

    @Test
    void thePathsOfAgentsAndSocketsAreDocumented() throws IOException {
        Set<String> offered = paths("/ws/ssh/");
        offered.addAll(paths("/api/agent/"));

        assertThat(documented("sockets.md", SOCKET)).isEqualTo(offered);
    }

    @Test
    void theSubprotocolsAreDocumented() throws IOException {
        String document = read("docs/sockets.md");
        Set<String> offered = new TreeSet<>();
        Sources.all()
                .values()
                .forEach(
                        text ->
                                SUBPROTOCOL
                                        .matcher(text)
                                        .results()
                                        .forEach(hit -> offered.add(hit.group(1))));

        assertThat(offered).hasSize(2);
        assertThat(offered).allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void theQueuesAreDocumented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (Path file : configurations()) {
            Map<String, Map<String, String>> channels = new TreeMap<>();
            Matcher line = QUEUE.matcher(Files.readString(file));
            while (line.find()) {
                channels.computeIfAbsent(line.group(1), _ -> new TreeMap<>())
                        .put(line.group(2), line.group(3));
            }
            channels.values()
                    .forEach(
                            channel ->
                                    rows.put(
                                            channel.getOrDefault("queue.name", "")
                                                    .replace("${activate.hub.id}", "<hub id>"),
                                            channel.getOrDefault("routing-keys", "")
                                                    .replace(",", "`, `")));
        }
        StringBuilder table = new StringBuilder("| Queue | Routing keys |\n|---|---|\n");
        rows.forEach((queue, keys) -> table.append("| `%s` | `%s` |\n".formatted(queue, keys)));
        GeneratedDocument.section("messages.md", "queues").check(table.toString());
    }

    /** What begins so, of all resources and routes; parameters of a path are left out. */
    private static Set<String> paths(String beginning) {
        Set<String> found = new TreeSet<>();
        Sources.all()
                .forEach(
                        (file, text) -> {
                            if (file.startsWith("services/")) {
                                collect(text, beginning, found);
                            }
                        });
        assertThat(found).as("paths below %s", beginning).isNotEmpty();
        return found;
    }

    private static void collect(String text, String beginning, Set<String> found) {
        String base = "";
        boolean isUsed = false;
        Matcher route = ROUTE.matcher(text);
        while (route.find()) {
            boolean isOfTheClass = route.group(2) != null;
            String path = ("/" + route.group(1)).replace("//", "/");
            if (isOfTheClass) {
                base = path.equals("/") ? "" : path;
                continue;
            }
            isUsed = true;
            add(base + path, beginning, found);
        }
        if (!isUsed
                || text.contains("    @GET\n    public")
                || text.contains("    @POST\n    public")) {
            add(base, beginning, found);
        }
    }

    private static void add(String path, String beginning, Set<String> found) {
        String plain = path.replaceAll("/\\{.*", "");
        if (plain.startsWith(beginning)) {
            found.add(plain);
        }
    }

    private static Set<String> documented(String document, Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        pattern.matcher(read("docs/" + document)).results().forEach(hit -> found.add(hit.group(1)));
        return found;
    }

    private static Iterable<Path> configurations() throws IOException {
        try (Stream<Path> services = Files.list(Checkout.root().resolve("services"))) {
            return services.map(
                            service -> service.resolve("src/main/resources/application.properties"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    private static String read(String name) throws IOException {
        return Files.readString(Checkout.root().resolve(name));
    }
}
