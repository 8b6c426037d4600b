package activate.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.StoreProcess;
import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.testkit.resource.FreePort;
import activate.testkit.time.Eventually;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReturnDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subset of MongoDB that the platform relies on, and that nothing acknowledged is lost. */
@SuppressWarnings("NullAway.Init")
final class MongoTwinTest {

    private static final int WRITERS = 4;
    private static final ServiceGrants HUB = ServiceGrants.of("agent-hub").orElseThrow();

    @TempDir Path folder;

    private int port;
    private StoreProcess server;

    @BeforeEach
    void start() throws IOException {
        port = FreePort.find();
        server = StoreProcess.start("mongodb", folder, port);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acknowledgedInsertsSurviveAKill() throws Exception {
        // Given writers that note what was acknowledged
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        var enough = new CountDownLatch(2_000);
        try (MongoClient client = client();
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            MongoCollection<Document> rows = rows(client);
            rows.createIndex(new Document("word", 1), new IndexOptions().unique(true));
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                threads.execute(() -> insert(rows, first, acknowledged, enough));
            }
            // When the server is killed while they write
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            server.kill();
            threads.shutdownNow();
        }
        server = StoreProcess.start("mongodb", folder, port);
        // Then all that was acknowledged is there, and the index agrees with the documents
        try (MongoClient client = client()) {
            Set<Integer> found = ConcurrentHashMap.newKeySet();
            rows(client).find().forEach(row -> found.add(row.getInteger("_id")));
            assertThat(found).containsAll(acknowledged);
            int next = found.stream().mapToInt(Integer::intValue).max().orElseThrow() + 1_000;
            found.stream().limit(50).forEach(id -> assertTaken(rows(client), next, "w" + id));
            rows(client).insertOne(new Document("_id", next).append("word", "w" + next));
        }
    }

    @Test
    void aFullDiskLosesNothingAndIsOverWhenThereIsRoomAgain() throws Exception {
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        try (MongoClient client = client()) {
            MongoCollection<Document> rows = rows(client);
            rows.insertOne(new Document("_id", -1));
            acknowledged.add(-1);
            // Given a disk that fills up, until a write is refused
            server.limitFiles(Files.size(folder.resolve("mongodb/store.mv")) + (64 << 10));
            Eventually.holds(
                    "a write is refused",
                    Duration.ofSeconds(60),
                    () -> !insert(rows, acknowledged.size(), acknowledged));
            // And one more that cannot be true
            assertThat(insert(rows, 1_000_000, acknowledged)).isFalse();
            // When there is room again
            server.unlimitFiles();
            // Then it works again by itself, and what was acknowledged is there
            Eventually.holds(
                    "a write succeeds",
                    Duration.ofSeconds(90),
                    () -> insert(rows, 2_000_000, acknowledged));
            Set<Integer> found = ConcurrentHashMap.newKeySet();
            rows.find().forEach(row -> found.add(row.getInteger("_id")));
            assertThat(found).containsAll(acknowledged).doesNotContain(1_000_000);
        }
    }

    private static boolean insert(
            MongoCollection<Document> rows, int id, Set<Integer> acknowledged) {
        try {
            rows.insertOne(new Document("_id", id).append("bulk", "x".repeat(4_000)));
            acknowledged.add(id);
            return true;
        } catch (MongoException e) {
            return false;
        }
    }

    @Test
    void aWriteAfterOneThatChangedNothingSurvivesAKill() throws Exception {
        // Given a write that changes nothing, and then one that is acknowledged
        try (MongoClient client = client()) {
            MongoCollection<Document> rows = rows(client);
            rows.insertOne(new Document("_id", 1));
            rows.updateOne(eq("_id", 2), set("used", true));
            rows.updateOne(eq("_id", 2), set("used", true));
            rows.insertOne(new Document("_id", 3));
            // When the server is killed
            server.kill();
        }
        server = StoreProcess.start("mongodb", folder, port);
        // Then both documents are there
        try (MongoClient client = client()) {
            assertThat(rows(client).countDocuments()).isEqualTo(2);
        }
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        // Given a client that trusts the server and shows nothing
        SSLContext anonymous = SSLContext.getInstance("TLS");
        anonymous.init(null, trust().getTrustManagers(), null);
        try (MongoClient client = client(anonymous)) {
            // When it asks, then it gets no answer
            assertThatThrownBy(() -> rows(client).countDocuments())
                    .isInstanceOf(MongoException.class);
        }
        // And the same question with a certificate is answered
        try (MongoClient client = client()) {
            assertThat(rows(client).countDocuments()).isZero();
        }
    }

    @Test
    void oneOfManyWinsAConditionalUpdate() throws Exception {
        try (MongoClient client = client();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            MongoCollection<Document> rows = rows(client);
            for (int round = 0; round < 20; round++) {
                // Given a token that is not used
                int id = round;
                rows.insertOne(new Document("_id", id).append("used", false));
                // When eight take it at the same time
                Callable<Boolean> take =
                        () ->
                                rows.findOneAndUpdate(
                                                and(eq("_id", id), eq("used", false)),
                                                set("used", true))
                                        != null;
                long winners =
                        threads
                                .invokeAll(IntStream.range(0, 8).mapToObj(_ -> take).toList())
                                .stream()
                                .filter(MongoTwinTest::isTrue)
                                .count();
                // Then one has it
                assertThat(winners).isOne();
            }
        }
    }

    @Test
    void anUpdateAnswersWithItsOwnResult() throws Exception {
        try (MongoClient client = client();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            // Given a counter
            MongoCollection<Document> rows = rows(client);
            rows.insertOne(new Document("_id", 1).append("count", 0));
            var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
            Callable<Integer> next =
                    () ->
                            requireNonNull(
                                            rows.findOneAndUpdate(
                                                    eq("_id", 1), inc("count", 1), after))
                                    .getInteger("count");
            // When many count at the same time
            List<Integer> seen =
                    threads.invokeAll(IntStream.range(0, 400).mapToObj(_ -> next).toList()).stream()
                            .map(Future::resultNow)
                            .toList();
            // Then each has a number of its own
            assertThat(seen).doesNotHaveDuplicates().contains(1, 400);
        }
    }

    @Test
    void aUniqueIndexHoldsUnderConcurrency() throws Exception {
        try (MongoClient client = client();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            MongoCollection<Document> rows = rows(client);
            rows.createIndex(new Document("word", 1), new IndexOptions().unique(true));
            Callable<Boolean> insert =
                    () -> {
                        try {
                            return rows.insertOne(new Document("word", "same")).wasAcknowledged();
                        } catch (MongoWriteException e) {
                            return e.getError().getCode() != 11000;
                        }
                    };
            long accepted =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> insert).toList()).stream()
                            .filter(MongoTwinTest::isTrue)
                            .count();
            assertThat(accepted).isOne();
            assertThat(rows.countDocuments()).isOne();
        }
    }

    private static void insert(
            MongoCollection<Document> rows,
            int first,
            Set<Integer> acknowledged,
            CountDownLatch enough) {
        for (int id = first; !Thread.currentThread().isInterrupted(); id += WRITERS) {
            try {
                rows.insertOne(new Document("_id", id).append("word", "w" + id));
            } catch (MongoException e) {
                return;
            }
            acknowledged.add(id);
            enough.countDown();
        }
    }

    private static void assertTaken(MongoCollection<Document> rows, int id, String word) {
        assertThatThrownBy(() -> rows.insertOne(new Document("_id", id).append("word", word)))
                .isInstanceOf(MongoWriteException.class);
    }

    private static boolean isTrue(java.util.concurrent.Future<Boolean> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MongoCollection<Document> rows(MongoClient client) {
        return client.getDatabase("activate_agent_hub").getCollection("rows");
    }

    private MongoClient client() throws IOException, GeneralSecurityException {
        var part = new MongoPart(new Home(folder), port, Clock.systemUTC());
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = part.clientKeyStorePassword(HUB).toCharArray();
        try (var in = Files.newInputStream(part.clientKeyStore(HUB))) {
            store.load(in, password);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        KeyManager[] managers = keys.getKeyManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers, trust().getTrustManagers(), null);
        return client(context);
    }

    private TrustManagerFactory trust() throws IOException, GeneralSecurityException {
        var part = new MongoPart(new Home(folder), port, Clock.systemUTC());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(part.trust())) {
            store.setCertificateEntry(
                    "ca",
                    java.security.cert.CertificateFactory.getInstance("X.509")
                            .generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    private MongoClient client(SSLContext context) {
        return MongoClients.create(
                MongoClientSettings.builder()
                        .applyConnectionString(
                                new ConnectionString(
                                        "mongodb://127.0.0.1:"
                                                + port
                                                + "/?serverSelectionTimeoutMS=5000"))
                        .applyToSslSettings(ssl -> ssl.enabled(true).context(context))
                        .retryWrites(false)
                        .build());
    }
}
