package activate.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is the same for all operations of the OpenAPI document: credentials and refusals. */
final class OpenApiFrame {
    /** Who calls where the page about authorization has no row: operations of the hub. */
    static final String MACHINES = "nodes";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String REGISTRATION = "/api/agent/register";

    /** What refusals mean, by status; {@code default} is any other. */
    private static final Map<String, String> REFUSALS =
            new TreeMap<>(
                    Map.of(
                            "400", "The request is not valid; the errors name the places.",
                            "401", "Show a good credential.",
                            "403", "This is not for whoever calls.",
                            "404", "There is no such thing, or not for whoever calls.",
                            "409", "The state of the thing does not allow it.",
                            "412", "Somebody else has changed it.",
                            "422", "The idempotency key was used with another request.",
                            "429", "Too many requests: wait as long as Retry-After says.",
                            "503", "A part of the platform is away: try again as Retry-After says.",
                            "default", "Any other refusal."));

    private OpenApiFrame() {}

    static ObjectNode info() {
        ObjectNode info = JSON.objectNode();
        info.put("title", "ACTIVATE API");
        info.put("version", "7");
        info.put(
                "description",
                "The public API. Every refusal is an RFC 9457 problem; its type leads to a page that says what to do."
                        + " Each answer carries X-Request-Id.");
        info.putObject("contact").put("name", "The operator of this platform");
        info.putObject("license")
                .put("name", "As agreed with the operator of this platform")
                .put("identifier", "LicenseRef-operator");
        return info;
    }

    static ObjectNode securitySchemes() {
        ObjectNode all = JSON.objectNode();
        all.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "pw.sso")
                .put("description", "The session of a browser, made by signing in.");
        all.putObject("basic")
                .put("type", "http")
                .put("scheme", "basic")
                .put("description", "An API key as the user name, and no password.");
        all.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A token, or an API key.");
        return all;
    }

    /** Which credentials are taken, by the words of the page about authorization. */
    static ArrayNode security(String path, String rule) {
        ArrayNode any = JSON.arrayNode();
        if (isPublic(path, rule)) {
            return any;
        }
        boolean machines = isForMachines(rule);
        if (!machines) {
            any.addObject().putArray("session");
        }
        if (!rule.contains("browser only")) {
            any.addObject().putArray("basic");
            any.addObject().putArray("bearer");
        }
        return any;
    }

    private static boolean isPublic(String path, String rule) {
        return rule.equals("everybody") || path.equals(REGISTRATION);
    }

    private static boolean isForMachines(String rule) {
        return rule.equals(MACHINES) || rule.endsWith("and nodes");
    }

    /** The statuses with which an operation refuses. */
    static Set<String> refusals(Operation one, String rule) {
        Set<String> all = new TreeSet<>(List.of("400", "429", "503", "default"));
        if (!isPublic(one.path(), rule) || one.body() != null) {
            all.add("401");
        }
        if (!isPublic(one.path(), rule)) {
            all.add("403");
        }
        if (one.path().contains("{")) {
            all.add("404");
        }
        if (!one.method().equals("GET")) {
            all.add("409");
        }
        if (one.method().equals("PATCH")) {
            all.add("412");
        }
        if (one.method().equals("POST") && one.body() != null) {
            all.add("422");
        }
        return all;
    }

    static ObjectNode responses(OpenApiSchemas schemas) {
        ObjectNode all = JSON.objectNode();
        REFUSALS.forEach(
                (status, words) -> {
                    ObjectNode response = all.putObject(status).put("description", words);
                    if (status.equals("401")) {
                        header(response, "WWW-Authenticate");
                    }
                    if (status.equals("429") || status.equals("503")) {
                        header(response, "Retry-After");
                    }
                    response.putObject("content")
                            .putObject("application/problem+json")
                            .set("schema", schemas.of(JSON.objectNode().put("$ref", "Problem")));
                });
        return all;
    }

    private static void header(ObjectNode response, String name) {
        response.withObjectProperty("headers")
                .putObject(name)
                .putObject("schema")
                .put("type", "string");
    }

    /** {@code list_node_tokens} becomes "List node tokens". */
    static String sentence(String id) {
        String words = id.replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** A default, which the table has as text, as a value of its type. */
    static JsonNode value(JsonNode schema, String text) {
        return switch (schema.path("type").asText()) {
            case "integer" -> JSON.numberNode(Long.parseLong(text));
            case "boolean" -> JSON.booleanNode(Boolean.parseBoolean(text));
            default -> JSON.textNode(text);
        };
    }
}
