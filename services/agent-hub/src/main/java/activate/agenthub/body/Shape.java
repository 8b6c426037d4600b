package activate.agenthub.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a value of the public contract may be. A member that is null is as good as absent; an entry
 * that is null is not. Members that a later contract adds are kept, within the same bounds.
 */
sealed interface Shape {
    /** No control characters and no halves of characters. */
    record Text(int longest) implements Shape {}

    /** A number that is not negative, and below 2^63 where it is a whole one. */
    record Amount(boolean whole) implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /** Entries of one shape. */
    record ListOf(Shape entry, int most) implements Shape {}

    /** An object; members that are not known are {@link Free}. */
    record Members(Map<String, Shape> known) implements Shape {}

    /** Whatever JSON there is, within bounds. */
    record Free() implements Shape {}

    int LONGEST_TEXT = 4096;
    Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}");
    int MOST_MEMBERS = 64;
    int MOST_ENTRIES = 1024;

    /** The value as it is stored; absent where it is null or at fault. */
    default @Nullable Object read(@Nullable JsonNode value, String pointer, Faults faults) {
        if (value == null || value.isNull()) {
            return null;
        }
        return switch (this) {
            case Text(int longest) -> text(value, longest, pointer, faults);
            case Amount(boolean whole) -> amount(value, whole, pointer, faults);
            case Flag() ->
                    value.isBoolean()
                            ? value.booleanValue()
                            : fault(pointer, "true or false", faults);
            case ListOf(Shape entry, int most) -> list(value, entry, most, pointer, faults);
            case Members(Map<String, Shape> known) -> members(value, known, pointer, faults);
            case Free() -> free(value, pointer, faults);
        };
    }

    private static @Nullable Object fault(String pointer, String expected, Faults faults) {
        faults.add(pointer, expected);
        return null;
    }

    /** Whether text can be stored, shown and logged. */
    static boolean isPlain(String text, int longest) {
        return text.length() <= longest
                && text.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE);
    }

    private static @Nullable Object text(
            JsonNode value, int longest, String pointer, Faults faults) {
        return value.isTextual() && isPlain(value.textValue(), longest)
                ? value.textValue()
                : fault(
                        pointer,
                        "text of at most " + longest + " characters, none of them a control",
                        faults);
    }

    private static @Nullable Object amount(
            JsonNode value, boolean whole, String pointer, Faults faults) {
        Object number = number(value);
        boolean good =
                switch (number) {
                    case Long l -> l >= 0;
                    case Double d -> !whole && d >= 0;
                    case null, default -> false;
                };
        String expected = whole ? "a whole number from 0 to 2^63-1" : "a number of at least 0";
        return good ? number : fault(pointer, expected, faults);
    }

    private static @Nullable Object number(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? value.longValue() : null;
        }
        return value.isNumber() && Double.isFinite(value.doubleValue())
                ? value.doubleValue()
                : null;
    }

    private static @Nullable Object list(
            JsonNode value, Shape entry, int most, String pointer, Faults faults) {
        if (!value.isArray() || value.size() > most) {
            return fault(pointer, "a list of at most " + most + " entries", faults);
        }
        List<@Nullable Object> read = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            String at = pointer + "/" + i;
            JsonNode one = value.get(i);
            read.add(one.isNull() ? fault(at, "no null", faults) : entry.read(one, at, faults));
        }
        return read;
    }

    private static @Nullable Object members(
            JsonNode value, Map<String, Shape> known, String pointer, Faults faults) {
        if (!value.isObject() || value.size() > MOST_MEMBERS) {
            return fault(pointer, "an object of at most " + MOST_MEMBERS + " members", faults);
        }
        Document read = new Document();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            String at = Faults.below(pointer, name);
            if (!NAME.matcher(name).matches()) {
                faults.add(at, "names of 1 to 64 letters, digits, _ or -");
                continue;
            }
            Shape shape = known.getOrDefault(name, new Free());
            Object found = shape.read(member.getValue(), at, faults);
            if (found != null) {
                read.append(name, found);
            }
        }
        return read;
    }

    private static @Nullable Object free(JsonNode value, String pointer, Faults faults) {
        if (value.isObject()) {
            return members(value, Map.of(), pointer, faults);
        }
        if (value.isArray()) {
            return list(value, new Free(), MOST_ENTRIES, pointer, faults);
        }
        if (value.isTextual()) {
            return text(value, LONGEST_TEXT, pointer, faults);
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        Object number = number(value);
        return number == null ? fault(pointer, "a number below 2^63", faults) : number;
    }
}
