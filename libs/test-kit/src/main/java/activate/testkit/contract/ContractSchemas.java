package activate.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The contract's schemas. They hold as strictly as for its clients: what is required is there, what
 * is absent is not null, enums are closed; and a member that the contract does not know is a fault.
 */
public final class ContractSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INDEX = Pattern.compile("\\d+");
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .formatAssertionsEnabled(true)
                    .build();

    private final JsonNode named;
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    private ContractSchemas(JsonNode named) {
        this.named = named;
    }

    static ContractSchemas read(Path file) {
        try {
            return new ContractSchemas(JSON.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a value, in sentences; none where it has the schema of that name. */
    public List<String> faults(String name, JsonNode value) {
        return faults(TypeText.schema(name), value, Set.of());
    }

    /**
     * What is wrong with a value.
     *
     * @param additions members that the value may have beside the contract's, such as {@code
     *     nodes[].hostname}
     */
    List<String> faults(JsonNode schema, JsonNode value, Set<String> additions) {
        List<String> fewest = List.of();
        for (JsonNode alternative : alternatives(schema)) {
            List<String> faults = new ArrayList<>();
            for (ValidationMessage message : compiled(alternative).validate(value)) {
                String member = addition(message);
                if (!additions.contains(member)) {
                    faults.add(
                            member.isEmpty()
                                    ? message.getMessage()
                                    : "the contract has no member `" + member + "`");
                }
            }
            if (faults.isEmpty()) {
                return faults;
            }
            fewest = fewest.isEmpty() || faults.size() < fewest.size() ? faults : fewest;
        }
        return fewest;
    }

    /** The schema itself, where this one only points to it. */
    JsonNode resolved(JsonNode schema) {
        String name = schema.path("$ref").asText();
        if (name.isEmpty()) {
            return schema;
        }
        if (!named.has(name)) {
            throw new AssertionError("the contract has no schema " + name);
        }
        return named.get(name);
    }

    /** Whether there is a schema of that name. */
    boolean has(String name) {
        return named.has(name);
    }

    /** The schema of that name. */
    JsonNode named(String name) {
        return named.path(name);
    }

    /** The schemas of which a value has one. */
    static List<JsonNode> alternatives(JsonNode schema) {
        List<JsonNode> all = new ArrayList<>();
        schema.path("anyOf").forEach(all::add);
        return all.isEmpty() ? List.of(schema) : all;
    }

    private static String addition(ValidationMessage message) {
        if (!"additionalProperties".equals(message.getType())) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (String step : message.getInstanceLocation().toString().split("/", -1)) {
            if (INDEX.matcher(step).matches()) {
                path.append("[]");
            } else if (!step.isEmpty()) {
                path.append(path.isEmpty() ? "" : ".").append(step);
            }
        }
        return path + (path.isEmpty() ? "" : ".") + message.getProperty();
    }

    private JsonSchema compiled(JsonNode schema) {
        return compiled.computeIfAbsent(
                schema,
                wanted -> {
                    ObjectNode root = standard(wanted);
                    Set<String> names = new TreeSet<>();
                    collect(wanted, names);
                    ObjectNode definitions = root.putObject("$defs");
                    names.forEach(name -> definitions.set(name, standard(named.path(name))));
                    return FACTORY.getSchema(root, CONFIG);
                });
    }

    private void collect(JsonNode schema, Set<String> names) {
        String name = schema.path("$ref").asText();
        if (!name.isEmpty() && names.add(name)) {
            collect(resolved(schema), names);
        }
        schema.path("properties").forEach(member -> collect(member, names));
        schema.path("anyOf").forEach(alternative -> collect(alternative, names));
        collectAny(schema.path("items"), names);
        collectAny(schema.path("additionalProperties"), names);
    }

    private void collectAny(JsonNode schema, Set<String> names) {
        if (schema.isObject()) {
            collect(schema, names);
        }
    }

    /** The same in the standard's words: JSON Schema has no {@code nullable}. */
    private static ObjectNode standard(JsonNode schema) {
        ObjectNode same = JSON.createObjectNode();
        boolean nullable = schema.path("nullable").asBoolean();
        if (schema.has("$ref") || schema.has("anyOf")) {
            ArrayNode any = same.putArray("anyOf");
            if (schema.has("$ref")) {
                any.addObject().put("$ref", "#/$defs/" + schema.get("$ref").asText());
            }
            schema.path("anyOf").forEach(alternative -> any.add(standard(alternative)));
            if (nullable) {
                any.addObject().put("type", "null");
            }
            return same;
        }
        ArrayNode types = same.putArray("type");
        if (schema.has("type")) {
            types.add(schema.get("type"));
        }
        if (types.isEmpty()) {
            same.remove("type");
        } else if (nullable) {
            types.add("null");
        }
        if (schema.has("enum")) {
            ArrayNode words = same.putArray("enum");
            schema.get("enum").forEach(words::add);
            if (nullable) {
                words.addNull();
            }
        }
        if (schema.path("format").asText().startsWith("date")) {
            same.set("format", schema.get("format"));
        }
        if (schema.has("items")) {
            same.set("items", standard(schema.get("items")));
        }
        members(schema, same);
        return same;
    }

    private static void members(JsonNode schema, ObjectNode same) {
        ObjectNode members = same.putObject("properties");
        schema.path("properties")
                .properties()
                .forEach(member -> members.set(member.getKey(), standard(member.getValue())));
        if (schema.has("required")) {
            same.set("required", schema.get("required"));
        }
        if (schema.path("additionalProperties").isObject()) {
            same.set("additionalProperties", standard(schema.get("additionalProperties")));
        } else if (!members.isEmpty()) {
            same.put("additionalProperties", false);
        }
    }
}
