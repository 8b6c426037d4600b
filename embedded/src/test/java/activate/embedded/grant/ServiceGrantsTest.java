package activate.embedded.grant;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.grant.Messages.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table says what the services really use, no less and no more; and the documentation says it.
 */
final class ServiceGrantsTest {

    private static final String INCOMING = "mp.messaging.incoming.";
    private static final Pattern QUEUE =
            Pattern.compile("mp\\.messaging\\.incoming\\.(.+)\\.queue\\.name");
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-rabbitmq";

    /** What all services share. */
    private static final Path DEFAULTS =
            Path.of("../libs/service-kit/src/main/resources/META-INF/defaults/rabbitmq.properties");

    private static final Path DOCUMENT = Path.of("../docs/identities.md");

    static Stream<ServiceGrants> services() {
        return ServiceGrants.all().stream();
    }

    private static Properties configuration(ServiceGrants grants) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(DEFAULTS)) {
            properties.load(in);
        }
        try (var in =
                Files.newInputStream(
                        Path.of(
                                "../services",
                                grants.name(),
                                "src/main/resources/application.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    @ParameterizedTest
    @MethodSource("services")
    void queuesAndKeysAreThoseOfTheServicesConfiguration(ServiceGrants grants) throws IOException {
        Properties properties = configuration(grants);
        Set<String> used = new TreeSet<>();
        for (String name : properties.stringPropertyNames()) {
            var queue = QUEUE.matcher(name);
            if (queue.matches()) {
                String channel = INCOMING + queue.group(1);
                assertThat(
                                properties.getProperty(
                                        channel + ".exchange.name",
                                        properties.getProperty(CONNECTOR + ".exchange.name")))
                        .isEqualTo(Messages.EVENTS);
                used.add(
                        properties.getProperty(name).replace("${activate.hub.id}", "<hub id>")
                                + " "
                                + Arrays.stream(
                                                properties
                                                        .getProperty(channel + ".routing-keys")
                                                        .split(",", -1))
                                        .sorted()
                                        .toList());
            }
        }
        Messages messages = grants.messages();
        assertThat(messages.consumes().stream().map(ServiceGrantsTest::text))
                .containsExactlyInAnyOrderElementsOf(used);
        assertThat(messages.consumes())
                .allMatch(queue -> queue.name().startsWith(grants.name() + "."));
        boolean publishes = properties.containsKey("mp.messaging.outgoing.events.connector");
        assertThat(messages.publishes().isEmpty()).isEqualTo(!publishes);
    }

    private static String text(Queue queue) {
        return queue.name() + " " + queue.keys().stream().sorted().toList();
    }

    /** Whoever adds a type of event decides who publishes it. */
    @Test
    void eachTypeOfEventHasOnePublisher() throws IOException {
        String types =
                Files.readString(
                        Path.of(
                                "../libs/messages/src/main/java/activate/messages/event/EventType.java"));
        Set<String> declared =
                Pattern.compile("\"([a-z-]+\\.[a-z]+)\"")
                        .matcher(types)
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !name.startsWith("activate."))
                        .collect(Collectors.toSet());
        assertThat(services().flatMap(grants -> grants.messages().publishes().stream()))
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @ParameterizedTest
    @MethodSource("services")
    void databasesAndSchemasAreThoseOfTheServicesConfiguration(ServiceGrants grants)
            throws IOException {
        Properties properties = configuration(grants);
        assertThat(grants.database().orElse(null))
                .isEqualTo(properties.getProperty("quarkus.mongodb.database"));
        assertThat(grants.schema().orElse(null))
                .isEqualTo(properties.getProperty("quarkus.flyway.schemas"));
        if (grants.schema().isPresent()) {
            assertThat(grants.login())
                    .isEqualTo(properties.getProperty("quarkus.datasource.username"));
        }
    }

    @Test
    void noTwoServicesShareAnything() {
        assertThat(services().flatMap(grants -> grants.secrets().stream()).map(SecretFolder::path))
                .doesNotHaveDuplicates();
        assertThat(services().flatMap(grants -> grants.database().stream()))
                .doesNotHaveDuplicates();
        assertThat(services().flatMap(grants -> grants.schema().stream())).doesNotHaveDuplicates();
        assertThat(services().map(ServiceGrants::name))
                .noneMatch(
                        name -> services().anyMatch(other -> other.name().startsWith(name + ".")));
    }

    /** The Kubernetes manifests and operators of real stores read it there. */
    @Test
    void theDocumentationIsUpToDate() throws IOException {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(IdentitiesDocument.BEGIN) + IdentitiesDocument.BEGIN.length();
        if (Boolean.getBoolean("identities.write")) {
            Files.writeString(DOCUMENT, text.substring(0, begin) + IdentitiesDocument.generated());
        }
        assertThat(Files.readString(DOCUMENT).substring(begin))
                .as("docs/identities.md: write it anew with -Didentities.write=true")
                .isEqualTo(IdentitiesDocument.generated());
    }
}
