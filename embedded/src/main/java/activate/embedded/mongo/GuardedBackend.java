package activate.embedded.mongo;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each client at its own database only, by the name in its certificate: the server behind has
 * no users. Refusals are those of MongoDB, code 13. Bounds the cursors that a client leaves open.
 */
final class GuardedBackend implements MongoBackend {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedBackend.class);
    private static final int UNAUTHORIZED = 13;
    private static final int CURSOR_NOT_FOUND = 43;
    private static final int EXCEEDED_MEMORY_LIMIT = 146;
    private static final int LONGEST_NAME = 40;
    private static final Set<String> CURSOR_COMMANDS = Set.of("getmore", "killcursors");

    private final MongoBackend behind;
    private final Map<String, DatabaseRights> clients;

    /** Their numbers are easily guessed, and the server behind keeps them for ever. */
    private final OpenCursors cursors;

    /**
     * @param databases by the name in the client's certificate
     */
    GuardedBackend(MongoBackend behind, Map<String, String> databases, InstantSource clock) {
        this.behind = behind;
        this.cursors = new OpenCursors(clock);
        this.clients =
                databases.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
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
        String database = query.get("$db") instanceof String name ? name : "";
        return handleCommand(message.getChannel(), database, command.get(), query);
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document query) {
        Supplier<Document> permitted =
                () -> behind.handleCommand(channel, database, command, query);
        closeIdleCursors();
        Optional<String> client = ClientCertificate.nameOf(channel);
        DatabaseRights rights = client.map(clients::get).orElse(null);
        if (rights == null) {
            return DatabaseRights.isGreeting(command)
                    ? permitted.get()
                    : refused(client, command, "a certificate without a database");
        }
        List<Long> named = namedCursors(command, query);
        Optional<String> objection =
                rights.objection(command, database, query)
                        .or(() -> foreignCursor(rights, command, named));
        if (objection.isPresent()) {
            return refused(client, command, objection.get());
        }
        return switch (lower(command)) {
            case "getmore" -> more(rights, named.getFirst(), permitted);
            case "killcursors" -> killed(rights, named);
            default -> bounded(rights, permitted.get());
        };
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

    private static Document refused(Optional<String> client, String command, String why) {
        LOG.warn(
                "mongodb refused: client={} command={} reason={}",
                client.map(GuardedBackend::shown).orElse("unknown"),
                shown(command),
                why);
        return unauthorized(command);
    }

    /** Empty where something that is no number is named, too. */
    private static List<Long> namedCursors(String command, Document query) {
        List<?> named =
                switch (lower(command)) {
                    case "getmore" -> Collections.singletonList(query.get(command));
                    case "killcursors" ->
                            query.get("cursors") instanceof List<?> list ? list : List.of();
                    default -> List.of();
                };
        return named.stream().allMatch(Number.class::isInstance)
                ? named.stream().map(id -> ((Number) id).longValue()).toList()
                : List.of();
    }

    private Optional<String> foreignCursor(
            DatabaseRights rights, String command, List<Long> named) {
        boolean isOnCursors = CURSOR_COMMANDS.contains(lower(command));
        return isOnCursors && (named.isEmpty() || !named.stream().allMatch(id -> mayBe(rights, id)))
                ? Optional.of("a cursor of another database")
                : Optional.empty();
    }

    private boolean mayBe(DatabaseRights rights, long id) {
        return cursors.ownerOf(id).map(rights.database()::equals).orElse(true);
    }

    private boolean isOwn(DatabaseRights rights, long id) {
        return cursors.ownerOf(id).filter(rights.database()::equals).isPresent();
    }

    /**
     * The server behind is not asked for a cursor that is unknown here: it may just have been
     * opened for somebody else.
     */
    private Document more(DatabaseRights rights, long id, Supplier<Document> permitted) {
        if (!isOwn(rights, id)) {
            return error(CURSOR_NOT_FOUND, "CursorNotFound", "cursor id " + id + " not found");
        }
        cursors.use(id);
        Document answer = permitted.get();
        if (openedBy(answer).isEmpty()) {
            cursors.remove(id);
        }
        return answer;
    }

    private Document killed(DatabaseRights rights, List<Long> named) {
        List<Long> killed = new ArrayList<>();
        List<Long> notFound = new ArrayList<>();
        for (long id : named) {
            (isOwn(rights, id) ? killed : notFound).add(id);
        }
        closeCursors(killed);
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", notFound)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of())
                .append("ok", 1.0);
    }

    /** Keeps in mind whose cursor an answer opens, or closes it again. */
    private Document bounded(DatabaseRights rights, Document answer) {
        Optional<Long> opened = openedBy(answer);
        if (opened.isEmpty() || cursors.add(rights.database(), opened.get())) {
            return answer;
        }
        behind.closeCursors(List.of(opened.get()));
        LOG.warn("mongodb refused: database={} reason=too many open cursors", rights.database());
        return error(
                EXCEEDED_MEMORY_LIMIT,
                "ExceededMemoryLimit",
                "too many open cursors: "
                        + OpenCursors.MOST_OF_ONE
                        + " of "
                        + rights.database()
                        + " are open (read them to their end or kill them)");
    }

    private static Optional<Long> openedBy(Document answer) {
        return answer.get("cursor") instanceof Document cursor
                        && cursor.get("id") instanceof Number id
                        && id.longValue() != 0
                ? Optional.of(id.longValue())
                : Optional.empty();
    }

    /** Clients ask often enough for it: the supervisor every three seconds. */
    private void closeIdleCursors() {
        List<Long> idle = cursors.removeIdle();
        if (!idle.isEmpty()) {
            behind.closeCursors(idle);
            LOG.info("mongodb closed idle cursors: count={}", idle.size());
        }
    }

    private static Document unauthorized(String command) {
        return error(
                UNAUTHORIZED,
                "Unauthorized",
                "not authorized to execute command " + shown(command));
    }

    private static Document error(int code, String name, String message) {
        return new Document("ok", 0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", name);
    }

    private static String lower(String command) {
        return command.toLowerCase(Locale.ROOT);
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
        ids.forEach(cursors::remove);
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
