package activate.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Schemas of the contract in the words of OpenAPI 3.1; it gathers those that are pointed to. */
final class OpenApiSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ContractSchemas contract;
    private final ContractSchemas extensions;
    private final Map<String, ObjectNode> named = new TreeMap<>();

    OpenApiSchemas(ContractSchemas contract, ContractSchemas extensions) {
        this.contract = contract;
        this.extensions = extensions;
    }

    /** The schemas that {@link #of} has pointed to so far, by name. */
    ObjectNode components() {
        ObjectNode all = JSON.objectNode();
        named.forEach(all::set);
        return all;
    }

    /** The schema in the words of OpenAPI. */
    ObjectNode of(JsonNode schema) {
        boolean nullable = schema.path("nullable").asBoolean();
        ObjectNode same = JSON.objectNode();
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText();
            gather(name);
            if (!nullable) {
                return same.put("$ref", "#/components/schemas/" + name);
            }
            ArrayNode any = same.putArray("anyOf");
            any.addObject().put("$ref", "#/components/schemas/" + name);
            any.addObject().put("type", "null");
            return same;
        }
        if (schema.has("anyOf")) {
            ArrayNode any = same.putArray("anyOf");
            schema.get("anyOf").forEach(one -> any.add(of(one)));
            return same;
        }
        type(schema, nullable, same);
        for (String plain : List.of("format", "default", "description", "required")) {
            if (schema.has(plain)) {
                same.set(plain, schema.get(plain));
            }
        }
        if (schema.has("items")) {
            same.set("items", of(schema.get("items")));
        }
        if (schema.has("properties")) {
            ObjectNode members = same.putObject("properties");
            schema.get("properties")
                    .properties()
                    .forEach(member -> members.set(member.getKey(), of(member.getValue())));
        }
        if (schema.path("additionalProperties").isObject()) {
            same.set("additionalProperties", of(schema.get("additionalProperties")));
        }
        return same;
    }

    private static void type(JsonNode schema, boolean nullable, ObjectNode same) {
        if (nullable && schema.has("type")) {
            same.putArray("type").add(schema.get("type")).add("null");
        } else if (schema.has("type")) {
            same.set("type", schema.get("type"));
        }
        if (schema.has("enum")) {
            ArrayNode words = same.putArray("enum");
            schema.get("enum").forEach(words::add);
            if (nullable) {
                words.addNull();
            }
        }
    }

    /** One that is asked for within itself is there already, and filled by whoever asked first. */
    private void gather(String name) {
        if (named.containsKey(name)) {
            return;
        }
        if (!contract.has(name) && !extensions.has(name)) {
            throw new AssertionError("neither the contract nor its extensions have " + name);
        }
        ObjectNode schema = JSON.objectNode();
        named.put(name, schema);
        schema.setAll(of(contract.named(name)));
        ObjectNode more = of(extensions.named(name));
        if (more.has("type")) {
            schema.set("type", more.get("type"));
            schema.withObjectProperty("properties").setAll((ObjectNode) more.get("properties"));
            Set<JsonNode> required = new LinkedHashSet<>();
            schema.path("required").forEach(required::add);
            more.path("required").forEach(required::add);
            schema.putArray("required").addAll(required);
        }
    }

    /** Forgets those that nothing points to any more. */
    void dropUnused(Iterable<JsonNode> roots) {
        Set<String> used = new TreeSet<>();
        roots.forEach(root -> mark(root, used));
        named.keySet().retainAll(used);
    }

    private void mark(JsonNode node, Set<String> used) {
        for (JsonNode pointer : node.findValues("$ref")) {
            String name = pointer.asText().substring(pointer.asText().lastIndexOf('/') + 1);
            ObjectNode schema = named.get(name);
            if (schema != null && used.add(name)) {
                mark(schema, used);
            }
        }
    }

    /**
     * Leaves a member out of a schema, or of its alternatives that have it: the service does not
     * read it.
     */
    void leaveOut(JsonNode schema, String member) {
        boolean found = false;
        for (JsonNode each : ContractSchemas.alternatives(schema)) {
            ObjectNode one = named.get(each.path("$ref").asText());
            if (one != null && one.path("properties") instanceof ObjectNode members) {
                found |= members.remove(member) != null;
                notRequired(one, member);
            }
        }
        if (!found) {
            throw new AssertionError("no member " + member + " in " + schema);
        }
    }

    private static void notRequired(ObjectNode schema, String member) {
        if (schema.path("required") instanceof ArrayNode required) {
            for (int i = required.size() - 1; i >= 0; i--) {
                if (required.get(i).asText().equals(member)) {
                    required.remove(i);
                }
            }
        }
    }
}
