package activate.legacyapi.stored;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Brings documents of the first shape into the present one. There, the bookkeeping stood at the top
 * of the document, and before that a change was one element of the outbox, its messages inside.
 */
final class FormerDocuments {
    private static final String OUTBOX = "outbox";
    private static final int AT_ONCE = 500;
    private static final Bson FORMER = Filters.exists(Trail.NAME, false);

    /** Where the bookkeeping is now that stood at the top. */
    private static final Map<String, String> TRAIL =
            Map.of(
                    "version",
                    Trail.VERSION,
                    "createdAt",
                    Trail.CREATED,
                    OUTBOX,
                    Trail.FIELDS.entries(),
                    "outboxAt",
                    Trail.FIELDS.dueAt(),
                    "deletedAt",
                    Trail.FIELDS.deletedAt(),
                    "idempotencyKey",
                    Trail.REQUEST);

    private static final JsonWriterSettings TEXT =
            JsonWriterSettings.builder()
                    .outputMode(JsonMode.RELAXED)
                    .dateTimeConverter(
                            (millis, out) ->
                                    out.writeString(Instant.ofEpochMilli(millis).toString()))
                    .build();

    private final MongoCollection<Document> documents;
    private final Map<String, String> names;

    /**
     * For one collection.
     *
     * @param names where its own members are now, by what they were called
     */
    FormerDocuments(MongoCollection<?> documents, Map<String, String> names) {
        this.documents = documents.withDocumentClass(Document.class);
        this.names = new TreeMap<>(names);
        this.names.putAll(TRAIL);
    }

    /** Rewrites them all; repeating it is harmless, and goes on where it was interrupted. */
    void convert() {
        dropFormerIndexes();
        List<Document> some = former();
        while (!some.isEmpty()) {
            for (Document document : some) {
                Bson asRead =
                        Filters.and(
                                FORMER,
                                Filters.eq("_id", document.get("_id")),
                                Filters.eq("version", document.get("version")));
                documents.replaceOne(asRead, moved(document));
            }
            some = former();
        }
    }

    private List<Document> former() {
        return documents.find(FORMER).limit(AT_ONCE).into(new ArrayList<>());
    }

    /** Those that are unique do not suffer documents without their member. */
    private void dropFormerIndexes() {
        for (Document index : documents.listIndexes().into(new ArrayList<>())) {
            Document keys = index.get("key", Document.class);
            if (keys.keySet().stream().anyMatch(names::containsKey)) {
                documents.dropIndex(index.getString("name"));
            }
        }
    }

    private Document moved(Document document) {
        names.forEach((name, path) -> move(document, name, path));
        document.remove("schemaVersion");
        Document trail = parent(document, Trail.VERSION);
        trail.append("schemaVersion", Trail.SCHEMA_VERSION);
        trail.append(OUTBOX, converted(trail.getList(OUTBOX, Document.class, List.of())));
        if (trail.containsKey("deletedAt")) {
            trail.append("keys", new Document());
        }
        return document;
    }

    private static void move(Document document, String name, String path) {
        Document to = parent(document, path);
        Document from = parent(document, name);
        if (from.containsKey(last(name))) {
            to.append(last(path), from.remove(last(name)));
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The document that a path leads to; made where it is not there. */
    private static Document parent(Document document, String path) {
        Document at = document;
        String[] parts = path.split("\\.", -1);
        for (String part : Arrays.copyOf(parts, parts.length - 1)) {
            at = (Document) at.computeIfAbsent(part, _ -> new Document());
        }
        return at;
    }

    private static List<Document> converted(List<Document> before) {
        List<Document> entries = new ArrayList<>();
        for (Document element : before) {
            if (!element.containsKey("actor")) {
                entries.add(element);
                continue;
            }
            String id = element.getString("id");
            List<Document> messages = element.getList("messages", Document.class, List.of());
            Document row = new Document(element);
            row.remove("messages");
            entries.add(entry("row", id, element.getString("type"), row.toJson(TEXT)));
            for (Document message : messages) {
                String body = message.getString("body");
                entries.add(
                        entry(
                                "message",
                                Document.parse(body).get("id", id),
                                message.getString("type"),
                                body));
            }
        }
        return entries;
    }

    private static Document entry(String kind, String id, String type, String json) {
        return new Document("kind", kind)
                .append("id", id)
                .append("type", type)
                .append("json", json);
    }
}
