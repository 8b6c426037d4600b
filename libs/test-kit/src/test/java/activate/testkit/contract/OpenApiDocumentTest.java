package activate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private final JsonNode document = read();

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(OpenApiDocument.make());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<JsonNode> operations() {
        List<JsonNode> all = new ArrayList<>();
        document.get("paths").forEach(path -> path.forEach(all::add));
        return all;
    }

    private JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    @Test
    void eachOperationHasAnIdOfItsOwnAndSaysWhoMayAndHowItRefuses() {
        assertThat(operations())
                .hasSizeGreaterThan(60)
                .allSatisfy(
                        one -> {
                            assertThat(one.has("security")).as(one.toString()).isTrue();
                            assertThat(one.path("description").asText()).startsWith("For ");
                            assertThat(one.path("responses").has("default")).isTrue();
                        });
        assertThat(operations().stream().map(one -> one.path("operationId").asText()))
                .doesNotHaveDuplicates()
                .contains("create-apikey", "agent-heartbeat", "list-existing-node-usage");
    }

    @Test
    void whatIsPointedToIsThere() {
        assertThat(document.findValuesAsText("$ref"))
                .hasSizeGreaterThan(100)
                .allSatisfy(
                        pointer ->
                                assertThat(document.at(pointer.substring(1)).isMissingNode())
                                        .as(pointer)
                                        .isFalse());
    }

    @Test
    void credentialsAreThoseThatTheRulesTake() {
        assertThat(operation("post", "/api/sso/password/login").path("security")).isEmpty();
        assertThat(operation("post", "/api/agent/register").path("security")).isEmpty();
        assertThat(operation("post", "/api/apikeys").path("security").findValues("session"))
                .hasSize(1);
        assertThat(operation("post", "/api/apikeys").path("security")).hasSize(1);
        assertThat(operation("get", "/api/clusters").path("security")).hasSize(3);
        assertThat(operation("post", "/api/agent/heartbeat").path("security").toString())
                .doesNotContain("session");
    }

    @Test
    void schemasAreTheContractsWithWhatIsAddedAndWithoutWhatIsNotRead() {
        JsonNode schemas = document.at("/components/schemas");
        assertThat(texts(schemas.at("/ManagedNode/required"))).contains("hostname", "id");
        assertThat(schemas.at("/ManagedNode/properties/agentVersion/type").asText())
                .isEqualTo("string");
        assertThat(schemas.at("/CreateExistingClusterBody/properties").has("name")).isTrue();
        assertThat(schemas.at("/CreateExistingClusterBody/properties").has("desktopSession"))
                .isFalse();
        assertThat(texts(schemas.at("/Problem/required"))).doesNotHaveDuplicates();
        assertThat(schemas.has("RunTimeAlert")).as("nothing points to it any more").isFalse();
    }

    @Test
    void parametersAreThoseThatAreReadUnderOneNameForAPath() {
        JsonNode events =
                operation("get", "/api/organizations/{organization}/events").path("parameters");
        assertThat(events.findValuesAsText("name"))
                .contains("organization", "limit", "order")
                .doesNotHaveDuplicates();
        String nodes = "/api/organizations/{organization}/users/{user}/clusters/{cluster_name}";
        assertThat(operation("get", nodes + "/nodes").findValuesAsText("name"))
                .contains("cluster_name")
                .doesNotContain("includeFailed");
    }
}
