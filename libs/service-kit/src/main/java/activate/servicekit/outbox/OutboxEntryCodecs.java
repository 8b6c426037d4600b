package activate.servicekit.outbox;

import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** How an {@link OutboxEntry} is stored. Found by the framework. */
public final class OutboxEntryCodecs implements CodecProvider {
    static final String ID = "id";
    private static final String KIND = "kind";
    private static final String TYPE = "type";
    private static final String JSON = "json";
    private static final String ROW = "row";
    private static final String MESSAGE = "message";

    @Override
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        if (!OutboxEntry.class.isAssignableFrom(type)) {
            return null;
        }
        @SuppressWarnings("unchecked") // Every subtype is stored, and read, as an entry.
        Codec<T> codec = (Codec<T>) new EntryCodec();
        return codec;
    }

    static Document document(OutboxEntry entry) {
        String kind =
                switch (entry) {
                    case OutboxEntry.Row _ -> ROW;
                    case OutboxEntry.Message _ -> MESSAGE;
                };
        return new Document(KIND, kind)
                .append(ID, entry.id())
                .append(TYPE, entry.type())
                .append(JSON, entry.json());
    }

    static boolean isEntry(Document stored) {
        return stored.get(ID) instanceof String && stored.get(JSON) instanceof String;
    }

    /** An entry without a kind is from before there were any: a message. */
    static OutboxEntry entry(Document stored) {
        String id = stored.getString(ID);
        String type = stored.getString(TYPE);
        String json = stored.getString(JSON);
        return ROW.equals(stored.getString(KIND))
                ? new OutboxEntry.Row(id, type, json)
                : new OutboxEntry.Message(id, type, json);
    }

    private static final class EntryCodec implements Codec<OutboxEntry> {
        private final DocumentCodec documents = new DocumentCodec();

        @Override
        public OutboxEntry decode(BsonReader reader, DecoderContext context) {
            return entry(documents.decode(reader, context));
        }

        @Override
        public void encode(BsonWriter writer, OutboxEntry value, EncoderContext context) {
            documents.encode(writer, document(value), context);
        }

        @Override
        public Class<OutboxEntry> getEncoderClass() {
            return OutboxEntry.class;
        }
    }
}
