package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.grant.ServiceGrants;
import com.mongodb.MongoCommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the login of one service all databases of the others are refused, and everything else in the
 * server, and its own database works.
 */
@SuppressWarnings("NullAway.Init")
final class MongoIdentitiesTest {

    @TempDir static Path folder;

    private static RunningStores stores;

    @BeforeAll
    static void start() throws Exception {
        stores = new RunningStores(folder, "mongodb");
        // Given ten documents of each owner
        for (ServiceGrants grants : owners().toList()) {
            try (var client = stores.in(grants).mongodb()) {
                client.getDatabase(grants.database().orElseThrow())
                        .getCollection("rows")
                        .insertMany(
                                Stream.iterate(0, i -> i + 1)
                                        .limit(10)
                                        .map(i -> new Document("secret", i))
                                        .toList());
            }
        }
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    static Stream<ServiceGrants> owners() {
        return ServiceGrants.all().stream().filter(grants -> grants.database().isPresent());
    }

    @ParameterizedTest
    @MethodSource("owners")
    void itsOwnWorks(ServiceGrants grants) throws Exception {
        Intruder own = stores.in(grants);
        try (var client = own.mongodb()) {
            var rows = client.getDatabase(own.database()).getCollection("mine");
            rows.createIndex(new Document("word", 1));
            rows.insertOne(new Document("word", "w"));
            assertThat(rows.find().batchSize(1)).isNotEmpty();
            assertThat(rows.aggregate(List.of(new Document("$count", "n")))).hasSize(1);
            rows.drop();
        }
    }

    @ParameterizedTest
    @MethodSource("owners")
    void databasesOfOthersAreRefused(ServiceGrants grants) throws Exception {
        String own = grants.database().orElseThrow();
        try (var client = stores.in(grants).mongodb()) {
            for (ServiceGrants other : owners().toList()) {
                if (other.equals(grants)) {
                    continue;
                }
                String foreign = other.database().orElseThrow();
                for (Document command : commands(foreign)) {
                    refused(() -> client.getDatabase(foreign).runCommand(command), command);
                }
                for (Document command : reaching(foreign)) {
                    refused(() -> client.getDatabase(own).runCommand(command), command);
                }
                refusesForeignCursors(other, own, client);
            }
            for (Document command : administration(own)) {
                refused(() -> client.getDatabase("admin").runCommand(command), command);
            }
            Document drop = new Document("dropDatabase", 1);
            refused(() -> client.getDatabase(own).runCommand(drop), drop);
            for (String database :
                    List.of(
                            "admin",
                            "local",
                            "config",
                            "test",
                            own + "2",
                            own.toUpperCase(java.util.Locale.ROOT))) {
                Document find = new Document("find", "rows");
                refused(() -> client.getDatabase(database).runCommand(find), find);
            }
        }
        // And everything of the other is still there
        for (ServiceGrants other : owners().toList()) {
            try (var client = stores.in(other).mongodb()) {
                assertThat(
                                client.getDatabase(other.database().orElseThrow())
                                        .getCollection("rows")
                                        .countDocuments())
                        .isEqualTo(10);
            }
        }
    }

    private static void refusesForeignCursors(
            ServiceGrants other, String own, com.mongodb.client.MongoClient client)
            throws Exception {
        try (var owner = stores.in(other).mongodb()) {
            Document opened =
                    owner.getDatabase(other.database().orElseThrow())
                            .runCommand(new Document("find", "rows").append("batchSize", 2));
            long cursor = opened.get("cursor", Document.class).getLong("id");
            assertThat(cursor).isNotZero();
            Document more =
                    new Document("getMore", cursor)
                            .append("collection", "rows")
                            .append("batchSize", 2);
            refused(() -> client.getDatabase(own).runCommand(more), more);
            Document kill = new Document("killCursors", "rows").append("cursors", List.of(cursor));
            refused(() -> client.getDatabase(own).runCommand(kill), kill);
            // It is the owner's, still.
            assertThat(
                            owner.getDatabase(other.database().orElseThrow())
                                    .runCommand(more)
                                    .get("cursor", Document.class)
                                    .getList("nextBatch", Document.class))
                    .isNotEmpty();
            // And he ends it.
            assertThat(
                            owner.getDatabase(other.database().orElseThrow())
                                    .runCommand(kill)
                                    .getList("cursorsKilled", Long.class))
                    .containsExactly(cursor);
        }
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Document command) {
        assertThatThrownBy(call, command.toJson().replace("%", "%%"))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(13));
    }

    private static List<Document> commands(String foreign) {
        return List.of(
                new Document("find", "rows"),
                new Document("FIND", "rows"),
                new Document("count", "rows"),
                new Document("distinct", "rows").append("key", "secret"),
                new Document("aggregate", "rows")
                        .append("pipeline", List.of())
                        .append("cursor", new Document()),
                new Document("insert", "rows").append("documents", List.of(new Document("a", 1))),
                new Document("update", "rows")
                        .append(
                                "updates",
                                List.of(
                                        new Document("q", new Document())
                                                .append(
                                                        "u",
                                                        new Document(
                                                                "$set", new Document("a", 1))))),
                new Document("delete", "rows")
                        .append(
                                "deletes",
                                List.of(new Document("q", new Document()).append("limit", 0))),
                new Document("findAndModify", "rows").append("remove", true),
                new Document("create", "more"),
                new Document("drop", "rows"),
                new Document("dropDatabase", 1),
                new Document("createIndexes", "rows")
                        .append(
                                "indexes",
                                List.of(
                                        new Document("key", new Document("a", 1))
                                                .append("name", "a"))),
                new Document("dropIndexes", "rows").append("index", "*"),
                new Document("listCollections", 1),
                new Document("listIndexes", "rows"),
                new Document("collStats", "rows"),
                new Document("dbStats", 1),
                new Document("validate", "rows"),
                new Document("explain", new Document("find", "rows")),
                new Document("getMore", 1L).append("collection", "rows"),
                new Document("killCursors", "rows").append("cursors", List.of(1L)),
                new Document("triggerInternalException", foreign));
    }

    /** From one's own database. */
    private static List<Document> reaching(String foreign) {
        Document there = new Document("db", foreign).append("coll", "rows");
        List<Document> stages =
                List.of(
                        new Document("$merge", new Document("into", there)),
                        new Document("$out", there),
                        new Document(
                                "$lookup",
                                new Document("from", there)
                                        .append("pipeline", List.of())
                                        .append("as", "x")),
                        new Document("$unionWith", there),
                        new Document(
                                "$facet",
                                new Document(
                                        "a",
                                        List.of(
                                                new Document(
                                                        "$lookup",
                                                        new Document("from", there)
                                                                .append("as", "x"))))),
                        new Document(
                                "$lookup",
                                new Document("from", "rows")
                                        .append("as", "x")
                                        .append(
                                                "pipeline",
                                                List.of(
                                                        new Document(
                                                                "$merge",
                                                                new Document("into", there))))),
                        new Document("$changeStream", new Document("allChangesForCluster", true)),
                        new Document("$currentOp", new Document("allUsers", true)));
        return stages.stream()
                .map(
                        stage ->
                                new Document("aggregate", "rows")
                                        .append("pipeline", List.of(stage))
                                        .append("cursor", new Document()))
                .toList();
    }

    private static List<Document> administration(String own) {
        return Stream.of(
                        new Document("listDatabases", 1),
                        new Document("renameCollection", "activate_legacy_api.rows")
                                .append("to", own + ".taken"),
                        new Document("renameCollection", own + ".rows")
                                .append("to", "activate_agent_hub.given"),
                        new Document("shutdown", 1),
                        new Document("getLog", "*"),
                        new Document("hostInfo", 1),
                        new Document("getCmdLineOpts", 1),
                        new Document("serverStatus", 1),
                        new Document("copydb", 1),
                        new Document("createUser", "mine")
                                .append("pwd", "x")
                                .append("roles", List.of("root")),
                        new Document("currentOp", 1),
                        new Document("fsync", 1),
                        new Document("replSetGetStatus", 1),
                        new Document("setParameter", 1))
                .toList();
    }
}
