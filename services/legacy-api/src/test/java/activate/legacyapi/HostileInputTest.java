package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.rig.Stores;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever a client sends is answered, and never with the platform's own failure.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class HostileInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "Another-Good-Password-1";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Set<String> BODIES = Set.of("post", "put", "patch");

    /// Values that no member wants, as JSON.
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1.5",
                    "1e400",
                    "999999999999999999999999999999",
                    "9223372036854775807",
                    "\"\"",
                    "\" \"",
                    "\"a\\u0000b\"",
                    "\"\\u001b[31m\"",
                    "\"\\ud800\"",
                    "\"\\udc00x\"",
                    "\"" + "x".repeat(100_000) + "\"",
                    "[]",
                    "[null]",
                    "[[null]]",
                    "[\"a\\u0000\"]",
                    "{}",
                    "{\"a\":null}",
                    "{\"\":true}",
                    "{\"a\\u0000\":true}",
                    "[".repeat(3_000) + "]".repeat(3_000),
                    "[" + "\"t\",".repeat(2_000) + "\"t\"]");

    /// Bodies that are no object of members at all.
    private static final List<String> WHOLES =
            List.of(
                    "",
                    "null",
                    "0",
                    "\"text\"",
                    "[]",
                    "{",
                    "{}{}",
                    "{\"name\":\"a\",\"name\":\"b\"}",
                    "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
                    "\u0000",
                    "{\"x\u0001\":1}",
                    "\ufeff{}",
                    "{\"" + "n".repeat(60_000) + "\":1}");

    private record Operation(String method, String path, List<String> members) {}

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void noBodyMakesAnOperationFail() {
        // Given
        String key = Api.newAdminKey();
        String cookie = Api.login("admin", Stores.ADMIN_PASSWORD);
        List<List<String>> callers =
                List.of(
                        List.of("Authorization", Api.basic(key)),
                        List.of("Cookie", "pw.sso=" + cookie, "Origin", Api.ORIGIN),
                        List.of("Authorization", "Bearer " + Api.hubToken()));
        Map<String, String> names = names(key);
        List<String> failures = new ArrayList<>();
        // When
        for (Operation operation : operations()) {
            if (BODIES.contains(operation.method()) && !operation.path().contains("logout")) {
                for (List<String> caller : callers) {
                    for (String body : bodies(operation)) {
                        HttpRequest.Builder request =
                                request(filled(operation, names), caller)
                                        .header("Content-Type", "application/json")
                                        .method(
                                                operation.method().toUpperCase(Locale.ROOT),
                                                HttpRequest.BodyPublishers.ofString(body));
                        note(request, operation, body, failures);
                    }
                }
            }
        }
        // Then
        assertThat(failures).isEmpty();
    }

    @Test
    void noPathOrQueryMakesAnOperationFail() {
        // Given
        String key = Api.newAdminKey();
        List<String> failures = new ArrayList<>();
        Map<String, String> usual = names(key);
        List<String> texts =
                List.of(
                        "%00",
                        "a%00b", "%1b", "%ff", "%C0%80", "..%2f", "x".repeat(2_000), "%F0%9F");
        // When
        for (Operation operation : operations()) {
            if (operation.method().equals("get")) {
                for (String text : texts) {
                    Map<String, String> names = new LinkedHashMap<>(usual);
                    String query =
                            "?search="
                                    + text
                                    + "&type="
                                    + text
                                    + "&targetId="
                                    + text
                                    + "&scope="
                                    + text;
                    get(key, filled(operation, names) + query, operation, failures);
                    names.replaceAll((_, _) -> text);
                    get(key, filled(operation, names), operation, failures);
                }
                for (String query :
                        List.of(
                                "from=-999999999-01-01T00:00:00Z",
                                "to=%2B999999999-12-31T23:59:59Z",
                                "limit=x",
                                "limit=99999999999",
                                "skip=2147483647",
                                "cursor=" + "A".repeat(500),
                                "cursor=KzEwMDAwMDAwMDAtMTItMzFUMDA6MDA6MDBaLzAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA",
                                "ttl=x",
                                "days=x")) {
                    get(key, filled(operation, usual) + "?" + query, operation, failures);
                }
            }
        }
        // Then
        assertThat(failures).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedByItsPlace() {
        String key = Api.newAdminKey();
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "{\"name\":\"a\\u0000\",\"type\":\"existing\"}", "/name",
                                "{\"name\":5,\"type\":\"existing\"}", "/name",
                                "{\"name\":\"a\",\"type\":\"existing\",\"tags\":[\"t\",null]}",
                                        "/tags",
                                "{\"name\":\"a\",\"type\":\"existing\",\"slurmLoginNodes\":[null]}",
                                        "/slurmLoginNodes/0",
                                "{\"name\":\"a\",\"type\":\"existing\",\"description\":\"\\ud800\"}",
                                        "/description")
                        .entrySet()) {
            Response answer = Api.key(key).body(wrong.getKey()).post("/api/clusters");
            assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(400);
            assertThat(answer.<String>path("errors[0].pointer"))
                    .as(wrong.getKey() + answer.asString())
                    .isEqualTo(wrong.getValue());
        }
    }

    @Test
    void aBodyAboveTheLimitIs413() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            client.setSoTimeout(10_000);

            // Only the head: a client that is still sending may not get to read the answer.
            String head =
                    String.join(
                            "\r\n",
                            "POST /api/clusters HTTP/1.1",
                            "Host: localhost",
                            "Content-Type: application/json",
                            "Content-Length: 1100000",
                            "",
                            "");
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            byte[] line = client.getInputStream().readNBytes("HTTP/1.1 413".length());
            assertThat(new String(line, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    private static void get(String key, String path, Operation operation, List<String> failures) {
        note(request(path, List.of("Authorization", Api.basic(key))), operation, path, failures);
    }

    /// By the plain client of the JDK: there are thousands.
    private static HttpRequest.Builder request(String path, List<String> headers) {
        return HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .headers(headers.toArray(String[]::new))
                .timeout(Duration.ofSeconds(60));
    }

    private static void note(
            HttpRequest.Builder request, Operation operation, String input, List<String> failures) {
        HttpResponse<String> answer;
        try {
            answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(operation + " " + input, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        boolean hubSide = answer.statusCode() == 503 && answer.body().contains("agent-hub");
        if (answer.statusCode() >= 500 && !hubSide) {
            failures.add(
                    "%s %s %d: %s"
                            .formatted(
                                    operation.method(),
                                    operation.path(),
                                    answer.statusCode(),
                                    input.substring(0, Math.min(120, input.length()))));
        }
    }

    private static List<String> bodies(Operation operation) {
        List<String> bodies = new ArrayList<>(WHOLES);
        for (String member : operation.members()) {
            for (String value : VALUES) {
                StringBuilder body = new StringBuilder("{\"" + member + "\":" + value);
                for (String other : operation.members()) {
                    if (!other.equals(member)) {
                        body.append(",\"%s\":%s".formatted(other, usual(other)));
                    }
                }
                bodies.add(body.append('}').toString());
            }
        }
        return bodies;
    }

    private static String usual(String member) {
        return switch (member) {
            case "type" -> "\"existing\"";
            case "kind" -> "\"api_key\"";
            case "tags", "slurmLoginNodes" -> "[]";
            case "organization", "groups", "accessManagement" -> "{}";
            case "active", "proxySsh", "reusable" -> "true";
            case "uid", "expiresIn" -> "1000";
            case "expiresInMinutes" -> "5";
            default -> "null";
        };
    }

    private static Map<String, String> names(String key) {
        String cluster = "hostile-input";
        Api.key(key).body(Map.of("name", cluster, "type", "existing")).post("/api/clusters");
        Map<String, String> names = new LinkedHashMap<>();
        names.put("{organization}", "default");
        names.put("{user}", "admin");
        names.put("{username}", "admin");
        names.put("{name}", cluster);
        return names;
    }

    private static String filled(Operation operation, Map<String, String> names) {
        String path = operation.path();
        if (operation.path().contains("/users/{user}/active")
                || operation.path().contains("/users/{user}/password")) {
            path = path.replace("{user}", victim());
        }
        for (Map.Entry<String, String> name : names.entrySet()) {
            path = path.replace(name.getKey(), name.getValue());
        }
        return path.replaceAll("\\{[^}]*}", names.getOrDefault("{name}", "x"));
    }

    private static String victim = "";

    private static String victim() {
        if (victim.isEmpty()) {
            victim = Api.newUser(PASSWORD);
        }
        return victim;
    }

    private static List<Operation> operations() {
        try {
            JsonNode api =
                    JSON.readTree(
                            io.restassured.RestAssured.given().get("/api/openapi.json").asString());
            List<Operation> operations = new ArrayList<>();
            api.get("paths")
                    .properties()
                    .forEach(
                            path ->
                                    path.getValue()
                                            .properties()
                                            .forEach(
                                                    operation ->
                                                            operations.add(
                                                                    operation(
                                                                            api,
                                                                            path.getKey(),
                                                                            operation))));
            assertThat(operations).hasSizeGreaterThan(30);
            return operations;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the contract is no JSON", e);
        }
    }

    private static Operation operation(
            JsonNode api, String path, Map.Entry<String, JsonNode> operation) {
        JsonNode schema = operation.getValue().at("/requestBody/content/application~1json/schema");
        Set<String> members = new TreeSet<>();
        collect(api, schema, members);
        return new Operation(operation.getKey(), path, List.copyOf(members));
    }

    private static void collect(JsonNode api, JsonNode schema, Set<String> members) {
        if (schema.has("$ref")) {
            collect(api, api.at(schema.get("$ref").asText().substring(1)), members);
        }
        schema.path("anyOf").forEach(one -> collect(api, one, members));
        schema.path("allOf").forEach(one -> collect(api, one, members));
        schema.path("properties").properties().forEach(member -> members.add(member.getKey()));
    }
}
