package activate.testkit.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records of a body with its schema, member by member. What a type does not tell, such
 * as a {@code JsonNode}, is left to {@link AnswerCheck}.
 */
final class BodyComparison {
    private static final Set<Class<?>> INTEGERS =
            Set.of(int.class, long.class, Integer.class, Long.class, short.class, Short.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, float.class, Double.class, Float.class, BigDecimal.class);
    private static final Set<Class<?>> TIMES = Set.of(Instant.class, OffsetDateTime.class);

    private final ContractSchemas schemas;
    private final String where;
    private final Direction direction;
    private final List<Deviation> found = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    /** Who writes the body. */
    enum Direction {
        BODY,
        ANSWER;

        String word() {
            return this == BODY ? "body" : "answer";
        }
    }

    BodyComparison(ContractSchemas schemas, String where, Direction direction) {
        this.schemas = schemas;
        this.where = where;
        this.direction = direction;
    }

    /** By what the type is not the schema; of several schemas, the one that is nearest. */
    List<Deviation> compare(Type type, JsonNode schema) {
        List<Deviation> nearest = List.of();
        List<JsonNode> alternatives = ContractSchemas.alternatives(schema);
        for (int i = 0; i < alternatives.size(); i++) {
            BodyComparison one = new BodyComparison(schemas, where, direction);
            one.compare(type, alternatives.get(i), "");
            if (i == 0 || one.found.size() < nearest.size()) {
                nearest = one.found;
            }
        }
        return nearest;
    }

    private void compare(Type type, JsonNode given, String at) {
        JsonNode schema = schemas.resolved(given);
        Class<?> raw = raw(type);
        if (schema.isEmpty() || schema.has("anyOf") || raw == null || isOpen(raw)) {
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> compareObject(type, raw, schema, at);
            case "array" -> {
                expect(Iterable.class.isAssignableFrom(raw) || raw.isArray(), raw, schema, at);
                if (Iterable.class.isAssignableFrom(raw)) {
                    compare(argument(type, 0), schema.path("items"), at + "[]");
                }
            }
            case "integer" -> expect(INTEGERS.contains(raw), raw, schema, at);
            case "number" ->
                    expect(NUMBERS.contains(raw) || INTEGERS.contains(raw), raw, schema, at);
            case "boolean" -> expect(raw == boolean.class || raw == Boolean.class, raw, schema, at);
            default -> compareText(raw, schema, at);
        }
    }

    private void compareObject(Type type, Class<?> raw, JsonNode schema, String at) {
        if (Map.class.isAssignableFrom(raw)) {
            if (schema.path("additionalProperties").isObject()) {
                compare(argument(type, 1), schema.path("additionalProperties"), at + ".{}");
            }
            return;
        }
        if (!raw.isRecord()) {
            expect(false, raw, schema, at);
        } else if (schema.has("properties") && compared.add(raw.getName() + " " + at)) {
            compareMembers(raw, schema, at);
        }
    }

    private void compareMembers(Class<?> record, JsonNode schema, String at) {
        Map<String, RecordComponent> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            members.put(name(component), component);
        }
        JsonNode known = schema.path("properties");
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        members.forEach(
                (name, component) -> {
                    if (!known.has(name)) {
                        found.add(Deviation.addition(where, text(at, name)));
                        return;
                    }
                    comparePresence(component, known.get(name), required.contains(name), at);
                    compare(component.getGenericType(), known.get(name), path(at, name));
                });
        known.fieldNames()
                .forEachRemaining(
                        name -> {
                            boolean wanted = direction == Direction.BODY || required.contains(name);
                            if (wanted && !members.containsKey(name)) {
                                found.add(
                                        Deviation.difference(
                                                where,
                                                text(at, name)
                                                        + (direction == Direction.BODY
                                                                ? " is not read"
                                                                : " is missing")));
                            }
                        });
    }

    /** A required member is there, an optional one is left out and not null. */
    private void comparePresence(
            RecordComponent component, JsonNode schema, boolean required, String at) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        String name = text(at, name(component));
        if (direction == Direction.BODY) {
            if (!nullable && !required && !component.getType().isPrimitive()) {
                found.add(Deviation.difference(where, name + " is demanded"));
            }
            return;
        }
        if (!nullable) {
            return;
        }
        boolean leftOut = isLeftOut(component);
        if (required && (leftOut || !schema.path("nullable").asBoolean())) {
            found.add(
                    Deviation.difference(
                            where, name + (leftOut ? " may be missing" : " may be null")));
        } else if (!required && !leftOut && !schema.path("nullable").asBoolean()) {
            found.add(Deviation.difference(where, name + " may be null instead of absent"));
        }
    }

    private static boolean isLeftOut(RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude all = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
        JsonInclude said = own == null ? all : own;
        return said != null && said.value() != JsonInclude.Include.ALWAYS;
    }

    private void compareText(Class<?> raw, JsonNode schema, String at) {
        if (raw.isEnum()) {
            Set<String> words = new HashSet<>();
            schema.path("enum").forEach(word -> words.add(word.asText()));
            for (Object constant : raw.getEnumConstants()) {
                String word = word((Enum<?>) constant);
                if (schema.has("enum") && !words.contains(word)) {
                    found.add(
                            Deviation.addition(
                                    where, text(at, "") + " has the word `" + word + "`"));
                }
            }
            return;
        }
        boolean time = schema.path("format").asText().equals("date-time");
        boolean text = CharSequence.class.isAssignableFrom(raw);
        expect(text || (time && TIMES.contains(raw)), raw, schema, at);
    }

    private static String word(Enum<?> constant) {
        try {
            JsonProperty said =
                    constant.getDeclaringClass()
                            .getField(constant.name())
                            .getAnnotation(JsonProperty.class);
            return said == null ? constant.name() : said.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("an enum has its constants as fields", e);
        }
    }

    private void expect(boolean good, Class<?> raw, JsonNode schema, String at) {
        if (!good) {
            found.add(
                    Deviation.difference(
                            where,
                            text(at, "")
                                    + " is "
                                    + raw.getSimpleName()
                                    + ", not "
                                    + schema.path("type").asText()));
        }
    }

    private String text(String at, String name) {
        String path = name.isEmpty() ? at : path(at, name);
        return path.isEmpty() ? direction.word() : direction.word() + " `" + path + "`";
    }

    private static String path(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    private static String name(RecordComponent component) {
        JsonProperty said = component.getAccessor().getAnnotation(JsonProperty.class);
        return said == null || said.value().isEmpty() ? component.getName() : said.value();
    }

    /** Whether the class itself does not tell what it holds. */
    private static boolean isOpen(Class<?> raw) {
        return raw == Object.class
                || JsonNode.class.isAssignableFrom(raw)
                || (raw.isInterface() && !raw.getName().startsWith("java."));
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    static @Nullable Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> raw(parameterized.getRawType());
            case TypeVariable<?> _ -> null;
            default -> null;
        };
    }
}
