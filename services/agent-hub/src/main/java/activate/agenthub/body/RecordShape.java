package activate.agenthub.body;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shape that the JSON of a record has. */
final class RecordShape {
    private RecordShape() {}

    /** The members of the record's JSON. */
    static Map<String, Shape> members(Class<?> record) {
        Map<String, Shape> known = new HashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                known.putAll(members(component.getType()));
            } else {
                known.put(component.getName(), of(component.getGenericType()));
            }
        }
        return Map.copyOf(known);
    }

    private static Shape of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new Shape.ListOf(of(list.getActualTypeArguments()[0]), Shape.MOST_ENTRIES);
        }
        if (type == String.class) {
            return new Shape.Text(Shape.LONGEST_TEXT);
        }
        if (type == long.class || type == Integer.class) {
            return new Shape.Amount(true);
        }
        if (type == double.class) {
            return new Shape.Amount(false);
        }
        if (type == boolean.class) {
            return new Shape.Flag();
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return new Shape.Members(members(record));
        }
        throw new IllegalArgumentException(type + " has no shape here");
    }
}
