package activate.agenthub.node;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Stored values as JSON can show them: what has no form there is left out. */
final class Shown {
    private static final int DEEPEST = 16;

    private Shown() {}

    /** The object, or nothing where something else is stored. */
    static @Nullable Map<String, Object> object(@Nullable Object stored) {
        return stored instanceof Document document ? members(document, 0) : null;
    }

    /** The objects of a list, without what is none. */
    static @Nullable List<Map<String, Object>> objects(@Nullable Object stored) {
        if (!(stored instanceof List<?> entries)) {
            return null;
        }
        return entries.stream()
                .filter(Document.class::isInstance)
                .map(entry -> members((Document) entry, 0))
                .toList();
    }

    private static Map<String, Object> members(Document document, int depth) {
        Map<String, Object> shown = new LinkedHashMap<>();
        document.forEach(
                (name, value) -> {
                    Object one = value(value, depth + 1);
                    if (one != null) {
                        shown.put(name, one);
                    }
                });
        return shown;
    }

    private static @Nullable Object value(@Nullable Object stored, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        return switch (stored) {
            case String text -> text;
            case Boolean flag -> flag;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> Double.isFinite(number) ? number : null;
            case Date date -> date.toInstant().toString();
            case Document document -> members(document, depth);
            case List<?> entries -> {
                List<Object> shown = new ArrayList<>();
                for (Object entry : entries) {
                    Object one = value(entry, depth + 1);
                    if (one != null) {
                        shown.add(one);
                    }
                }
                yield shown;
            }
            case null, default -> null;
        };
    }
}
