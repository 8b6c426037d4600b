package activate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.event.Envelope;
import activate.messages.hub.ClusterAccess;
import activate.messages.hub.ExchangedToken;
import activate.messages.hub.NewRegistrationToken;
import activate.messages.hub.NodeIdentity;
import activate.messages.hub.NodeKey;
import activate.messages.hub.NodeView;
import activate.messages.hub.RegistrationToken;
import activate.messages.hub.SshTarget;
import activate.messages.hub.TokenExchange;
import activate.testkit.document.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/messages.md and docs/sockets.md say of records and messages is so. */
final class WireDocumentsTest {
    private static final Pattern SAMPLE = Pattern.compile("`(\\{\"[^`]*})`");
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":");
    private static final Pattern TYPE = Pattern.compile("\"type\":\"(\\w+)\"");

    @ParameterizedTest
    @ValueSource(
            classes = {
                Envelope.class,
                NewRegistrationToken.class,
                RegistrationToken.class,
                NodeView.class,
                NodeKey.class,
                NodeIdentity.class,
                ClusterAccess.class,
                TokenExchange.class,
                ExchangedToken.class
            })
    void aRecordBetweenServicesIsDocumentedWithItsMembers(Class<?> record) throws IOException {
        assertThat(documented("messages.md", record.getSimpleName()))
                .isEqualTo(componentsOf(record));
    }

    @Test
    void theTargetOfADialIsDocumentedWithItsMembers() throws IOException {
        assertThat(documented("sockets.md", SshTarget.class.getSimpleName()))
                .isEqualTo(componentsOf(SshTarget.class));
    }

    @Test
    void everyMessageOnASocketIsDocumentedWithItsMembers() throws Exception {
        List<String> samples = samples();
        for (JsonNode golden : goldenFiles()) {
            Set<String> members = new LinkedHashSet<>();
            golden.fieldNames().forEachRemaining(members::add);
            assertThat(samples)
                    .as("docs/sockets.md has a message like %s", golden)
                    .anySatisfy(
                            sample -> {
                                assertThat(membersOf(sample)).containsAll(members);
                                assertThat(typeOf(sample)).isEqualTo(golden.path("type").asText());
                            });
        }
    }

    @Test
    void noMessageOnASocketIsDocumentedThatNobodySends() throws Exception {
        Set<String> sent = new LinkedHashSet<>();
        goldenFiles().forEach(golden -> sent.add(golden.path("type").asText()));

        assertThat(samples()).hasSizeGreaterThan(8);
        assertThat(samples()).allSatisfy(sample -> assertThat(sent).contains(typeOf(sample)));
    }

    private static List<JsonNode> goldenFiles() throws Exception {
        List<JsonNode> files = new ArrayList<>();
        for (String folder : List.of("tunnel", "connect")) {
            Path directory =
                    Path.of(WireDocumentsTest.class.getResource("/golden/" + folder).toURI());
            try (Stream<Path> found = Files.list(directory)) {
                for (Path file : found.toList()) {
                    files.add(new ObjectMapper().readTree(Files.readString(file)));
                }
            }
        }
        return files;
    }

    private static List<String> samples() throws IOException {
        return SAMPLE.matcher(read("sockets.md")).results().map(hit -> hit.group(1)).toList();
    }

    private static Set<String> membersOf(String sample) {
        Set<String> members = new LinkedHashSet<>();
        MEMBER.matcher(sample).results().forEach(hit -> members.add(hit.group(1)));
        return members;
    }

    private static String typeOf(String sample) {
        Matcher type = TYPE.matcher(sample);
        return type.find() ? type.group(1) : "";
    }

    private static List<String> componentsOf(Class<?> record) {
        return Stream.of(record.getRecordComponents()).map(part -> part.getName()).toList();
    }

    /** The names in {@code Record{name, name?, name: what it may be, name[]}}. */
    private static List<String> documented(String document, String record) throws IOException {
        Matcher text =
                Pattern.compile("`" + record + "\\{((?:[^{}`]|\\{[^{}`]*})*)}")
                        .matcher(read(document));
        assertThat(text.find()).as("docs/%s has `%s{…}`", document, record).isTrue();
        String flat = text.group(1).replaceAll("\\{[^{}]*}|\\([^()]*\\)", "");
        return Stream.of(flat.split(","))
                .map(part -> part.strip().replaceAll("\\W.*", ""))
                .toList();
    }

    private static String read(String document) throws IOException {
        return Files.readString(Checkout.root().resolve("docs").resolve(document));
    }
}
