package activate.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract.
 *
 * @param path with its parameters in braces, under the contract's names
 * @param deprecated whether there is a newer one for the same
 * @param body what is sent; absent where nothing is
 * @param status the only status that clients take as success
 * @param answer what the body of that answer is
 */
public record Operation(
        String group,
        String id,
        String method,
        String path,
        List<Parameter> query,
        List<Parameter> headers,
        boolean deprecated,
        @Nullable Body body,
        int status,
        Answer answer) {

    /** A parameter in the query or a header; {@code byDefault} is what clients send. */
    public record Parameter(String name, JsonNode type, @Nullable String byDefault) {}

    /** What is sent; clients may leave it out where it is not {@code required}. */
    public record Body(JsonNode schema, boolean required) {}

    /** What comes back. */
    public sealed interface Answer {
        /** No body. */
        record Empty() implements Answer {}

        /** A body of whatever content. */
        record Raw() implements Answer {}

        /** JSON of this schema. */
        record Json(JsonNode schema) implements Answer {}
    }

    /** How documents name it: method and path. */
    public String key() {
        return method + " " + path;
    }

    /** The path with its parameters unnamed: their names are nobody's business but the server's. */
    static String unnamed(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
