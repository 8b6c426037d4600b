package activate.embedded.mongo;

import activate.embedded.part.Fault;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document to the majority and reads it back, in a database of the supervisor's own. The
 * connection is kept, since making one costs more than the question.
 */
public final class MongoProbe implements AutoCloseable {

    public static final String DATABASE = "activate_supervisor";
    private static final int MILLIS = 2_000;

    private final String database;
    private final String id;
    private final Supplier<MongoClientSettings.Builder> settings;
    private @Nullable MongoClient client;

    private MongoProbe(String database, String id, Supplier<MongoClientSettings.Builder> settings) {
        this.database = database;
        this.id = id;
        this.settings = settings;
    }

    /**
     * A server of the user's own.
     *
     * @param database where the login may write
     * @param id of this installation: several may use one server
     */
    public static MongoProbe of(String connectionString, String database, String id) {
        var address = new ConnectionString(connectionString);
        return new MongoProbe(
                database, id, () -> MongoClientSettings.builder().applyConnectionString(address));
    }

    /** A server that wants to see a certificate of ours. */
    public static MongoProbe of(
            Supplier<String> connectionString, Supplier<SSLContext> tls, String id) {
        return new MongoProbe(
                DATABASE,
                id,
                () ->
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(connectionString.get()))
                                .applyToSslSettings(ssl -> ssl.enabled(true).context(tls.get())));
    }

    public synchronized Optional<Fault> fault() {
        try {
            if (client == null) {
                client = open();
            }
            var rows =
                    client.getDatabase(database)
                            .getCollection("probe")
                            .withWriteConcern(
                                    WriteConcern.MAJORITY.withWTimeout(
                                            MILLIS, TimeUnit.MILLISECONDS))
                            .withReadConcern(ReadConcern.DEFAULT)
                            .withReadPreference(ReadPreference.primary());
            String word = UUID.randomUUID().toString();
            var key = new Document("_id", id);
            rows.replaceOne(
                    key,
                    new Document("_id", id).append("word", word).append("at", Instant.now()),
                    new ReplaceOptions().upsert(true));
            Document found = rows.find(key).first();
            return found != null && word.equals(found.getString("word"))
                    ? Optional.empty()
                    : Optional.of(Fault.of("what was written is not what is read"));
        } catch (MongoException e) {
            close();
            return Optional.of(Fault.of("a document could not be stored and read back", e));
        }
    }

    @Override
    public synchronized void close() {
        MongoClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }

    private MongoClient open() {
        return MongoClients.create(
                settings.get()
                        .applyToClusterSettings(
                                cluster ->
                                        cluster.serverSelectionTimeout(
                                                MILLIS, TimeUnit.MILLISECONDS))
                        .applyToSocketSettings(
                                socket ->
                                        socket.connectTimeout(MILLIS, TimeUnit.MILLISECONDS)
                                                .readTimeout(MILLIS, TimeUnit.MILLISECONDS))
                        .applyToConnectionPoolSettings(pool -> pool.maxSize(1))
                        .retryWrites(false)
                        .retryReads(false)
                        .build());
    }
}
