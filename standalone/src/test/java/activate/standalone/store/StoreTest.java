package activate.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.grant.ServiceGrants;
import activate.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The descriptors of the stores: embedded, and run by somebody else. */
@SuppressWarnings("NullAway.Init")
final class StoreTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, postgres, 5432",
        "RABBITMQ, rabbitmq, 5672",
        "MONGODB, mongodb, 27017",
        "VAULT, vault, 8200"
    })
    void anEmbeddedOneListensWhereItIsDocumentedUnlessItIsMoved(
            Store store, String part, int port) {
        assertThat(store.open(settings(Map.of()), Clock.systemUTC()).part())
                .satisfies(
                        opened -> {
                            assertThat(opened.name()).isEqualTo(part);
                            assertThat(opened.port()).isEqualTo(port);
                        });
        Settings moved = settings(Map.of("ACTIVATE_PORT_" + store, "15000"));
        assertThat(store.open(moved, Clock.systemUTC()).part().port()).isEqualTo(15000);
        assertThat(Store.of(part)).contains(store);
    }

    @Test
    void onlyAServiceWithBusinessInAStoreHearsOfIt() {
        Settings settings = settings(Map.of());
        Store.Opened postgres = Store.POSTGRES.open(settings, Clock.systemUTC());
        assertThat(postgres.variables("legacy-api"))
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "legacy_api")
                .containsEntry(
                        "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:5432/activate");
        assertThat(postgres.variables("agent-hub")).isEmpty();
        for (Store store : Store.values()) {
            assertThat(store.open(settings, Clock.systemUTC()).variables("ingress")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void anOutsideOneHasTheLoginThatTheOperatorMadeForAService(Store store) {
        // Given an address without a login, and a credential for each service
        Map<String, String> variables = new HashMap<>();
        String host = store.part() + ".example";
        variables.put(store.urlVariable(), scheme(store) + "://" + administrator(store) + host);
        for (ServiceGrants grants : ServiceGrants.all()) {
            String service = grants.login().toUpperCase(java.util.Locale.ROOT);
            if (store == Store.VAULT) {
                variables.put("ACTIVATE_VAULT_TOKEN_" + service, "hvs.of-" + grants.name());
            } else if (store.serves(grants)) {
                variables.put(
                        store.urlVariable() + "_" + service,
                        scheme(store) + "://of-" + grants.name() + ":secret@" + host + "/x");
            }
        }
        // When a service is told, then it hears of its own one there
        Store.Opened opened = store.open(settings(variables), Clock.systemUTC());
        assertThat(opened.part().version()).isEqualTo("outside");
        assertThat(opened.variables("legacy-api").toString())
                .contains("of-legacy-api", host)
                .doesNotContain("of-agent-hub", "administrator");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES, postgresql://db.example/app, ACTIVATE_POSTGRES_URL: no login",
        "RABBITMQ, amqp://a:b@mq.example, ACTIVATE_RABBITMQ_MANAGEMENT_URL",
        "MONGODB, mongodb://db.example, ACTIVATE_MONGODB_URL: no login",
        "VAULT, http://vault.example:8200, ACTIVATE_VAULT_TOKEN: missing"
    })
    void anAddressThatDoesNotSufficeIsRefusedWithWhatIsMissing(
            Store store, String url, String why) {
        Settings settings = settings(Map.of(store.urlVariable(), url));
        assertThatThrownBy(() -> store.open(settings, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aLoginThatWasForgottenIsNamed() {
        Settings settings =
                settings(
                        Map.of(
                                "ACTIVATE_POSTGRES_URL", "postgresql://a:b@db.example/app",
                                "ACTIVATE_POSTGRES_URL_LEGACY_API",
                                        "postgresql://c:d@db.example/app"));
        assertThatThrownBy(() -> Store.POSTGRES.open(settings, Clock.systemUTC()))
                .hasMessage("ACTIVATE_POSTGRES_URL_INTERNAL_API: missing (the others' are given)");
    }

    @Test
    void oneLoginIsSharedOnlyWhereTheOperatorSaysSo() {
        Map<String, String> variables =
                Map.of(
                        "ACTIVATE_MONGODB_URL", "mongodb://a:b@db.example",
                        "ACTIVATE_SHARED_LOGINS", "mongodb, vault");
        Settings settings = settings(variables);
        // Only of a store that is outside
        assertThat(Logins.shared(settings)).containsExactly(Store.MONGODB);
        assertThat(Store.MONGODB.open(settings, Clock.systemUTC()).variables("legacy-api"))
                .containsEntry("QUARKUS_MONGODB_CONNECTION_STRING", "mongodb://a:b@db.example");
        assertThat(Logins.warning(Store.MONGODB)).startsWith("mongodb: all services share");
        assertThatThrownBy(
                        () -> Logins.shared(settings(Map.of("ACTIVATE_SHARED_LOGINS", "oracle"))))
                .hasMessage(
                        "ACTIVATE_SHARED_LOGINS: oracle (expected: postgres, rabbitmq, mongodb,"
                                + " vault)");
    }

    private static String scheme(Store store) {
        return switch (store) {
            case POSTGRES -> "postgresql";
            case RABBITMQ -> "amqp";
            case MONGODB -> "mongodb";
            case VAULT -> "http";
        };
    }

    /** PostgreSQL is asked with it whether it works, also where every service has its own. */
    private static String administrator(Store store) {
        return store == Store.POSTGRES ? "administrator:secret@" : "";
    }

    private Settings settings(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("ACTIVATE_HOME", folder.toString());
        return new Settings(folder, all);
    }
}
