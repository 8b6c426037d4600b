package activate.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Reads the short form in which the table of operations writes types. */
final class TypeText {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> PLAIN = Set.of("string", "integer", "number", "boolean");
    private static final Set<String> FORMATS = Set.of("date-time", "date", "binary");

    private TypeText() {}

    /** The schema, in the form of {@code schemas.json}. */
    static JsonNode schema(String text) {
        if (text.endsWith("*")) {
            return schema(inside(text, 0, 1));
        }
        ObjectNode schema = JSON.objectNode();
        if (text.endsWith("?")) {
            schema.setAll((ObjectNode) schema(inside(text, 0, 1)));
            return schema.put("nullable", true);
        }
        if (text.endsWith("[]")) {
            return schema.put("type", "array").set("items", schema(inside(text, 0, 2)));
        }
        if (text.startsWith("(")) {
            return schema.set("anyOf", each(inside(text, 1, 1), true));
        }
        if (text.startsWith("enum(")) {
            return schema.put("type", "string").set("enum", each(inside(text, 5, 1), false));
        }
        if (text.startsWith("map<")) {
            return schema.put("type", "object")
                    .set("additionalProperties", schema(inside(text, 4, 1)));
        }
        if (PLAIN.contains(text)) {
            return schema.put("type", text);
        }
        if (FORMATS.contains(text)) {
            return schema.put("type", "string").put("format", text);
        }
        return text.equals("any") ? schema : schema.put("$ref", text);
    }

    private static String inside(String text, int before, int after) {
        return text.substring(before, text.length() - after);
    }

    private static ArrayNode each(String alternatives, boolean types) {
        ArrayNode all = JSON.arrayNode();
        for (String one : alternatives.split("\\|", -1)) {
            all.add(types ? schema(one) : JSON.textNode(one));
        }
        return all;
    }
}
