package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds answers against the public contract's schemas as strictly as its clients do: required
 * fields are there, absent is not null, enums are closed, types are exact.
 */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SCHEMAS = read();

    private Contract() {}

    /** Fails unless the answer is a 200 with a body of this schema. */
    static void check(String schema, Response answer) {
        assertThat(answer.statusCode()).as(answer.body().asString()).isEqualTo(200);
        checkText(schema, answer.body().asString());
    }

    /** Fails unless the answer is a 200 with a list of such bodies, and not an empty one. */
    static void checkEach(String schema, Response answer) {
        assertThat(answer.statusCode()).as(answer.body().asString()).isEqualTo(200);
        try {
            JsonNode list = JSON.readTree(answer.body().asString());
            assertThat(list.isArray() && !list.isEmpty()).as("a list with something").isTrue();
            for (JsonNode one : list) {
                checkText(schema, one.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkText(String schema, String body) {
        List<String> errors = new ArrayList<>();
        try {
            check(named(schema), JSON.readTree(body), schema, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(errors).as(body).isEmpty();
    }

    private static void check(JsonNode schema, JsonNode value, String at, List<String> errors) {
        if (schema.has("$ref")) {
            check(named(schema.get("$ref").asText()), value, at, errors);
            return;
        }
        if (value.isNull()) {
            if (!schema.path("nullable").asBoolean()) {
                errors.add(at + ": null");
            }
            return;
        }
        switch (schema.path("type").asText("any")) {
            case "object" -> checkObject(schema, value, at, errors);
            case "array" -> checkArray(schema, value, at, errors);
            case "string" -> checkString(schema, value, at, errors);
            case "integer" -> expect(value.isIntegralNumber(), at + ": no integer", errors);
            case "number" -> expect(value.isNumber(), at + ": no number", errors);
            case "boolean" -> expect(value.isBoolean(), at + ": no boolean", errors);
            default -> {}
        }
    }

    private static void checkObject(
            JsonNode schema, JsonNode value, String at, List<String> errors) {
        expect(value.isObject(), at + ": no object", errors);
        for (JsonNode required : schema.path("required")) {
            expect(value.has(required.asText()), at + ": lacks " + required.asText(), errors);
        }
        value.properties()
                .forEach(
                        field -> {
                            JsonNode known = schema.path("properties").path(field.getKey());
                            JsonNode type =
                                    known.isMissingNode()
                                            ? schema.path("additionalProperties")
                                            : known;
                            if (type.isObject() && !type.isEmpty()) {
                                boolean required =
                                        schema.path("required")
                                                .toString()
                                                .contains("\"" + field.getKey() + "\"");
                                expect(
                                        required || !field.getValue().isNull(),
                                        at + "/" + field.getKey() + ": null, not absent",
                                        errors);
                                check(type, field.getValue(), at + "/" + field.getKey(), errors);
                            }
                        });
    }

    private static void checkArray(
            JsonNode schema, JsonNode value, String at, List<String> errors) {
        expect(value.isArray(), at + ": no array", errors);
        int i = 0;
        for (JsonNode item : value) {
            check(schema.path("items"), item, at + "/" + i++, errors);
        }
    }

    private static void checkString(
            JsonNode schema, JsonNode value, String at, List<String> errors) {
        expect(value.isTextual(), at + ": no string", errors);
        if (schema.has("enum")) {
            expect(
                    schema.get("enum").toString().contains("\"" + value.asText() + "\""),
                    at + ": not one of " + schema.get("enum"),
                    errors);
        }
        if (schema.path("format").asText().equals("date-time")) {
            try {
                OffsetDateTime.parse(value.asText());
            } catch (DateTimeParseException _) {
                errors.add(at + ": no date and time");
            }
        }
    }

    private static void expect(boolean good, String error, List<String> errors) {
        if (!good) {
            errors.add(error);
        }
    }

    private static JsonNode named(String name) {
        JsonNode schema = SCHEMAS.path(name);
        assertThat(schema.isMissingNode()).as("schema " + name + " is missing").isFalse();
        return schema;
    }

    private static JsonNode read() {
        try (InputStream file = Contract.class.getResourceAsStream("/contract/schemas.json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
