package activate.legacyapi.change;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Documents of the version before carried a change as one element, its messages inside. What an
 * upgrade found waiting is told like everything else.
 */
final class FormerOutboxes {
    private static final String OUTBOX = "outbox";
    private static final JsonWriterSettings TEXT =
            JsonWriterSettings.builder()
                    .outputMode(JsonMode.RELAXED)
                    .dateTimeConverter(
                            (millis, out) ->
                                    out.writeString(Instant.ofEpochMilli(millis).toString()))
                    .build();

    private final MongoCollection<Document> documents;

    FormerOutboxes(MongoCollection<?> documents) {
        this.documents = documents.withDocumentClass(Document.class);
    }

    /** Rewrites what waits; repeating it is harmless. */
    void convert() {
        Bson former = Filters.exists(OUTBOX + ".actor");
        for (Document document : documents.find(former).into(new ArrayList<>())) {
            List<Document> before = document.getList(OUTBOX, Document.class);
            documents.updateOne(
                    Filters.and(Filters.eq("_id", document.get("_id")), Filters.eq(OUTBOX, before)),
                    Updates.set(OUTBOX, converted(before)));
        }
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
