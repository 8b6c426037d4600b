package activate.cli.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;

/**
 * Reads JSON into Jackson's tree, by another reader: Jackson's own costs a program that starts as
 * much as two TLS handshakes. Its mapper looks for optional classes in every jar and prepares
 * dates, locales and records; its parsers need {@code BigDecimal}, which computes great powers when
 * it is loaded.
 */
public final class JsonText {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonText() {}

    /**
     * The tree of a text; a missing node where there is nothing in it.
     *
     * @throws IOException where it is no JSON
     */
    public static JsonNode read(String text) throws IOException {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            return value(reader);
        }
    }

    private static JsonNode value(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> array(reader);
            case STRING -> NODES.textNode(reader.nextString());
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> NODES.booleanNode(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield NODES.nullNode();
            }
            case END_OBJECT, END_ARRAY, NAME, END_DOCUMENT ->
                    throw new MalformedJsonException("no value at " + reader.getPath());
        };
    }

    private static ObjectNode object(JsonReader reader) throws IOException {
        ObjectNode object = NODES.objectNode();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            object.set(name, value(reader));
        }
        reader.endObject();
        return object;
    }

    private static ArrayNode array(JsonReader reader) throws IOException {
        ArrayNode array = NODES.arrayNode();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(reader));
        }
        reader.endArray();
        return array;
    }

    private static JsonNode number(String digits) throws IOException {
        try {
            if (digits.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
                return NODES.numberNode(Double.parseDouble(digits));
            }
            BigInteger whole = new BigInteger(digits);
            if (whole.bitLength() < Integer.SIZE) {
                return NODES.numberNode(whole.intValue());
            }
            return whole.bitLength() < Long.SIZE
                    ? NODES.numberNode(whole.longValue())
                    : NODES.numberNode(whole);
        } catch (NumberFormatException e) {
            throw new MalformedJsonException(digits + " is no number", e);
        }
    }
}
