package activate.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;

final class TestStoresTest {

    @Test
    void whatOneStartHasWrittenTheNextDoesNotSee() {
        try (var first = TestStores.start("agent-hub", TestStores.Store.MONGODB);
                var client = client(first.settings())) {
            // Given
            documents(client, first.settings()).insertOne(new Document("name", "kept"));
            Map<String, String> next = first.mongo().settings();

            // When, Then
            assertThat(documents(client, first.settings()).countDocuments()).isEqualTo(1);
            assertThat(documents(client, next).countDocuments()).isZero();
        }
    }

    @Test
    void commandsFailWhileATestWantsThemTo() {
        try (var stores = TestStores.start("agent-hub", TestStores.Store.MONGODB);
                var client = client(stores.settings())) {
            MongoCollection<Document> documents = documents(client, stores.settings());

            // When
            stores.mongo().fail(command -> command.containsKey("insert"));

            // Then
            assertThatThrownBy(() -> documents.insertOne(new Document()))
                    .isInstanceOf(MongoCommandException.class)
                    .hasMessageContaining("fails in this test");
            assertThat(documents.countDocuments()).isZero();
            stores.mongo().fail(_ -> false);
            documents.insertOne(new Document());
            assertThat(documents.countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void aSilentLinkLetsNothingThrough() {
        try (var stores = TestStores.start("agent-hub", TestStores.Store.MONGODB);
                var client = client(stores.settings())) {
            MongoCollection<Document> documents = documents(client, stores.settings());
            documents.insertOne(new Document());

            // When
            stores.mongoLink().stop();

            // Then
            assertThatThrownBy(documents::countDocuments).isInstanceOf(MongoException.class);
            stores.mongoLink().resume();
            assertThat(documents.countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void aStoreThatWasNotAskedForIsNotThere() {
        try (var stores = TestStores.start("agent-hub", TestStores.Store.MONGODB)) {
            assertThatThrownBy(stores::vault).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(stores::postgres).isInstanceOf(NoSuchElementException.class);
            assertThat(stores.settings()).doesNotContainKey("quarkus.vault.url");
        }
    }

    private static MongoClient client(Map<String, String> settings) {
        return MongoClients.create(
                setting(settings, "quarkus.mongodb.connection-string")
                        + "/?serverSelectionTimeoutMS=2000&socketTimeoutMS=1000&retryReads=false");
    }

    private static MongoCollection<Document> documents(
            MongoClient client, Map<String, String> settings) {
        return client.getDatabase(setting(settings, "quarkus.mongodb.database"))
                .getCollection("documents");
    }

    private static String setting(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }
}
