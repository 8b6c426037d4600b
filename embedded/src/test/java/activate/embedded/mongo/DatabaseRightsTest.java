package activate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner of one database is let do. */
final class DatabaseRightsTest {

    private static final String OWN = "mine";

    private final DatabaseRights rights = new DatabaseRights(OWN);

    @ParameterizedTest
    @ValueSource(strings = {"find", "INSERT", "findAndModify", "createIndexes", "drop"})
    void inTheOwnDatabaseHeReadsAndWrites(String command) {
        assertThat(rights.objection(command, OWN, new Document(command, "rows"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "find, others, another database",
        "insert, admin, another database",
        "find, , another database",
        "dropDatabase, mine, a command for administrators",
        "createUser, mine, a command for administrators",
        "mapReduce, mine, a command for administrators",
        "commandOfTomorrow, mine, a command for administrators"
    })
    void everythingElseIsRefused(String command, String target, String why) {
        assertThat(rights.objection(command, target, new Document(command, "rows"))).contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "isMaster", "ping", "buildInfo", "endSessions"})
    void greetingsGoAnywhere(String command) {
        assertThat(rights.objection(command, "admin", new Document(command, 1))).isEmpty();
        assertThat(DatabaseRights.isGreeting(command)).isTrue();
    }

    @Test
    void aStageMayNameTheOwnDatabaseAndNoOther() {
        assertThat(aggregate(merge(OWN))).isEmpty();
        assertThat(aggregate(merge("others"))).contains("a stage that reaches another database");
        // Also inside of another stage
        Document nested =
                new Document("$facet", new Document("all", List.of(merge("others"), merge(OWN))));
        assertThat(aggregate(nested)).isPresent();
        // And those that tell about all databases
        assertThat(aggregate(new Document("$currentOp", new Document()))).isPresent();
    }

    @Test
    void whatIsNestedTooDeepIsNotLookedAtAndRefused() {
        Document stage = new Document("$match", 1);
        for (int depth = 0; depth < 200; depth++) {
            stage = new Document("$facet", new Document("a", List.of(stage)));
        }
        assertThat(aggregate(stage)).isPresent();
    }

    private static Document merge(String database) {
        return new Document(
                "$merge",
                new Document("into", new Document("db", database).append("coll", "rows")));
    }

    private java.util.Optional<String> aggregate(Document stage) {
        return rights.objection(
                "aggregate",
                OWN,
                new Document("aggregate", "rows").append("pipeline", List.of(stage)));
    }
}
