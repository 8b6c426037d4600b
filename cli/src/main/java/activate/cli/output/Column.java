package activate.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param title its heading; in CSV too
 * @param value takes the text out of a row
 */
public record Column(String title, Function<JsonNode, String> value) {
    /** A column that shows one field, found by a path with dots, empty where it is missing. */
    public static Column of(String title, String path) {
        String pointer = "/" + path.replace('.', '/');
        return new Column(title, row -> text(row.at(pointer)));
    }

    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            StringBuilder all = new StringBuilder();
            value.forEach(item -> all.append(all.isEmpty() ? "" : ",").append(text(item)));
            return all.toString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
