package activate.standalone.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each client at its own database only, by the name in its certificate: the server behind has
 * no users. Refusals are those of MongoDB, code 13.
 */
final class GuardedBackend implements MongoBackend {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedBackend.class);
    private static final int UNAUTHORIZED = 13;
    private static final int LONGEST_NAME = 40;

    private final MongoBackend behind;
    private final Map<String, DatabaseRights> clients;

    /** Whose the open cursors are: their numbers are easily guessed. */
    private final Map<Long, String> cursors = new ConcurrentHashMap<>();

    /**
     * @param databases by the name in the client's certificate
     */
    GuardedBackend(MongoBackend behind, Map<String, String> databases) {
        this.behind = behind;
        this.clients =
                databases.entrySet().stream()
                        .collect(
                                java.util.stream.Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        entry -> new DatabaseRights(entry.getValue())));
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document query = message.getDocument();
        Optional<String> command = query.keySet().stream().findFirst();
        if (command.isEmpty()) {
            return unauthorized("nothing");
        }
        if (isRefused(message.getChannel(), command.get(), query.get("$db"), query)) {
            return unauthorized(command.get());
        }
        return noted(message.getChannel(), query, behind.handleMessage(message));
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document query) {
        if (isRefused(channel, command, database, query)) {
            return unauthorized(command);
        }
        return noted(channel, query, behind.handleCommand(channel, database, command, query));
    }

    /** The way of old drivers around commands; ours use it for their greeting alone. */
    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw new MongoServerError(
                UNAUTHORIZED, "Unauthorized", "not authorized to execute OP_QUERY");
    }

    @Override
    public Document getServerStatus() {
        return unauthorized("serverStatus");
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return List.of();
    }

    private boolean isRefused(
            Channel channel, String command, @Nullable Object database, Document query) {
        Optional<String> client = ClientCertificate.nameOf(channel);
        DatabaseRights rights = client.map(clients::get).orElse(null);
        Optional<String> objection;
        if (rights == null) {
            objection =
                    DatabaseRights.isGreeting(command)
                            ? Optional.empty()
                            : Optional.of("a certificate without a database");
        } else {
            objection =
                    rights.objection(command, database, query)
                            .or(() -> foreignCursor(rights, command, query));
        }
        objection.ifPresent(
                why ->
                        LOG.warn(
                                "mongodb refused: client={} command={} reason={}",
                                client.map(GuardedBackend::shown).orElse("unknown"),
                                shown(command),
                                why));
        return objection.isPresent();
    }

    private Optional<String> foreignCursor(DatabaseRights rights, String command, Document query) {
        List<?> asked =
                switch (command.toLowerCase(java.util.Locale.ROOT)) {
                    case "getmore" -> List.of(query.get(command));
                    case "killcursors" ->
                            query.get("cursors") instanceof List<?> list ? list : List.of();
                    default -> List.of();
                };
        boolean isForeign =
                asked.stream()
                        .anyMatch(
                                id ->
                                        !(id instanceof Number number)
                                                || !rights.database()
                                                        .equals(
                                                                cursors.getOrDefault(
                                                                        number.longValue(),
                                                                        rights.database())));
        return isForeign ? Optional.of("a cursor of another database") : Optional.empty();
    }

    /** Keeps in mind whose cursor an answer opens, and forgets those that it closes. */
    private Document noted(Channel channel, Document query, Document answer) {
        if (answer.get("cursorsKilled") instanceof List<?> killed) {
            killed.forEach(cursors::remove);
        }
        if (answer.get("cursor") instanceof Document cursor
                && cursor.get("id") instanceof Number id) {
            if (id.longValue() != 0) {
                ClientCertificate.nameOf(channel)
                        .map(clients::get)
                        .ifPresent(rights -> cursors.put(id.longValue(), rights.database()));
            } else if (query.get("getMore") instanceof Number ended) {
                cursors.remove(ended.longValue());
            }
        }
        return answer;
    }

    private static Document unauthorized(String command) {
        return new Document("ok", 0)
                .append("errmsg", "not authorized to execute command " + shown(command))
                .append("code", UNAUTHORIZED)
                .append("codeName", "Unauthorized");
    }

    /** What a client calls its command may be anything. */
    private static String shown(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.$-]", "?");
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }

    @Override
    public void handleClose(Channel channel) {
        behind.handleClose(channel);
    }

    @Override
    public void dropDatabase(String database) {
        behind.dropDatabase(database);
    }

    @Override
    public void close() {
        behind.close();
    }

    @Override
    public void closeCursors(List<Long> ids) {
        behind.closeCursors(ids);
    }

    @Override
    public Clock getClock() {
        return behind.getClock();
    }

    @Override
    public void enableOplog() {
        behind.enableOplog();
    }

    @Override
    public void disableOplog() {
        behind.disableOplog();
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return behind.resolveDatabase(database);
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        behind.version(version);
        return this;
    }
}
