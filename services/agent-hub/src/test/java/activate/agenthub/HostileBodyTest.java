package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.newToken;
import static activate.agenthub.HubCalls.serviceToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubCalls.Enrolled;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies of agents are checked whole where they enter: 400 with the place, and nothing is stored.
 */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class HostileBodyTest {
    private static final String LONG_NUMBER = "123456789012345678901234567890";
    private static final String DEEP = "[".repeat(40) + "]".repeat(40);

    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private static Response beat(String apiKey, String body) {
        return given().header("Authorization", "Basic " + TestAgent.basic(apiKey))
                .contentType("application/json; charset=utf-8")
                .body(body)
                .post("/api/agent/heartbeat");
    }

    private static Response register(String body) {
        return given().contentType("application/json; charset=utf-8")
                .body(body)
                .post("/api/agent/register");
    }

    private static Arguments bad(String members, String pointer) {
        return Arguments.of(members, pointer);
    }

    /** Members of a heartbeat beside its host name, and where they are at fault. */
    static Stream<Arguments> badMembers() {
        return Stream.concat(badFigures(), badFacts());
    }

    private static Stream<Arguments> badFigures() {
        return Stream.of(
                bad("'filesystems':[null]", "/filesystems/0"),
                bad("'filesystems':{}", "/filesystems"),
                bad("'filesystems':['x']", "/filesystems/0"),
                bad("'filesystems':[{'total':-1}]", "/filesystems/0/total"),
                bad("'filesystems':[{'total':1.5}]", "/filesystems/0/total"),
                bad("'filesystems':[{'total':'1'}]", "/filesystems/0/total"),
                bad("'filesystems':[{'usedPct':1e999}]", "/filesystems/0/usedPct"),
                bad("'filesystems':[{'usedPct':NaN}]", "/filesystems/0/usedPct"),
                bad("'filesystems':[{'device':7}]", "/filesystems/0/device"),
                bad("'filesystems':[{'device':'a\\u0000b'}]", "/filesystems/0/device"),
                bad("'filesystems':[{'device':'a\\nb'}]", "/filesystems/0/device"),
                bad("'filesystems':[{'device':'\\ud800'}]", "/filesystems/0/device"),
                bad("'metrics':[]", "/metrics"),
                bad("'metrics':'x'", "/metrics"),
                bad("'metrics':{'uptime':" + LONG_NUMBER + "}", "/metrics/uptime"),
                bad("'metrics':{'loadAvg1':-0.5}", "/metrics/loadAvg1"),
                bad("'metrics':{'other':" + LONG_NUMBER + "}", "/metrics/other"),
                bad("'metrics':{'other':" + "9".repeat(400) + "}", "/metrics/other"),
                bad("'metrics':{'a\\u0000b':1}", "/metrics/a\\u0000b"),
                bad("'metrics':{'$set':1}", "/metrics/$set"),
                bad("'metrics':{'a.b':1}", "/metrics/a.b"),
                bad("'metrics':{'':1}", "/metrics/"),
                bad("'metrics':{'x/y~z':1}", "/metrics/x~1y~0z"),
                bad("'metrics':{'other':[null]}", "/metrics/other/0"),
                bad("'metrics':{'cpuUsage':true}", "/metrics/cpuUsage"));
    }

    private static Stream<Arguments> badFacts() {
        return Stream.of(
                bad("'systemInfo':{'cpuCores':-4}", "/systemInfo/cpuCores"),
                bad("'systemInfo':{'cpuModel':{}}", "/systemInfo/cpuModel"),
                bad("'systemInfo':null,'systemInfo':{}", ""),
                bad("'scheduler':{'jobs':[null]}", "/scheduler/jobs/0"),
                bad("'scheduler':{'jobs':[{'jobId':1}]}", "/scheduler/jobs/0/jobId"),
                bad("'scheduler':{'partitions':{}}", "/scheduler/partitions"),
                bad("'scheduler':{'isController':'yes'}", "/scheduler/isController"),
                bad("'scheduler':{'type':'s\\u001b[2J'}", "/scheduler/type"),
                bad("'agentVersion':{}", "/agentVersion"),
                bad("'agentVersion':'" + "v".repeat(5000) + "'", "/agentVersion"),
                bad("'agentVersion':'1\\r\\nforged'", "/agentVersion"),
                bad("'os':1", "/os"),
                bad("'arch':[]", "/arch"),
                bad("'osRelease':'\\u0085'", "/osRelease"),
                bad("'ipAddresses':[null]", "/ipAddresses/0"),
                bad("'ipAddresses':'10.0.0.1'", "/ipAddresses"),
                bad("'ipAddresses':['10.0.0.1\\n']", "/ipAddresses/0"),
                bad("'sshHostKeys':[null]", "/sshHostKeys/0"),
                bad("'sshHostKeys':['ssh-ed25519 x']", "/sshHostKeys/0"),
                bad("'sshPort':0", "/sshPort"),
                bad("'sshPort':" + LONG_NUMBER, "/sshPort"),
                bad("'sshPort':22.5", "/sshPort"),
                bad("'sshPort':'22'", "/sshPort"));
    }

    @ParameterizedTest
    @MethodSource("badMembers")
    void badHeartbeatIsRefusedWithItsPlaceAndNothingIsStored(String members, String pointer) {
        // Given
        Enrolled node = enrol("c-hostile", "hostile", null);
        Document before = stored(node);
        // When
        Response answer =
                beat(node.apiKey(), ("{'hostname':'h'," + members + "}").replace('\'', '"'));
        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        if (!pointer.isEmpty()) {
            assertThat(answer.jsonPath().getList("errors.pointer")).contains(pointer);
        }
        assertThat(stored(node)).isEqualTo(before);
        given().header("Authorization", serviceToken())
                .delete("/internal/v1/nodes/" + node.nodeId() + "?clusterId=c-hostile")
                .then()
                .statusCode(204);
    }

    @Test
    void bodiesThatAreNoObjectAreRefused() {
        Enrolled node = enrol("c-hostile-2", "no-object", null);
        for (String body :
                List.of(
                        "",
                        "null",
                        "[]",
                        "1",
                        "\"x\"",
                        "{",
                        "{}x",
                        "{\"a\":" + DEEP + "}",
                        "\u0000")) {
            assertThat(beat(node.apiKey(), body).statusCode()).as(body).isEqualTo(400);
            assertThat(register(body).statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    void badRegistrationIsRefusedAndItsTokenStaysGood() {
        // Given
        String token = newToken(false);
        String rest = ",'ipAddresses':[],'os':'linux','arch':'amd64'";
        // When, Then
        for (String members :
                List.of(
                        "'hostname':null" + rest,
                        "'hostname':'a\\nb'" + rest,
                        "'hostname':'h','sshHostKeys':[null]" + rest,
                        "'hostname':'h','agentVersion':'\\u0000'" + rest,
                        "'hostname':'h','agentVersion':'" + "x".repeat(3000) + "'" + rest,
                        "'hostname':'h','sshPort':" + LONG_NUMBER + rest,
                        "'hostname':'h','publicKey':'AAAA'" + rest,
                        "'hostname':'h','publicKey':[1]" + rest,
                        "'hostname':'h','ipAddresses':[null],'os':'linux','arch':'amd64'",
                        "'hostname':'h','ipAddresses':[],'os':'lin ux','arch':'amd64'")) {
            String body = ("{'token':'" + token + "'," + members + "}").replace('\'', '"');
            assertThat(register(body).statusCode()).as(body).isEqualTo(400);
        }
        String good = "{'token':'" + token + "','hostname':'h'" + rest + "}";
        assertThat(register(good.replace('\'', '"')).statusCode()).isEqualTo(200);
    }

    @Test
    void whatHonestAgentsSayIsKeptAndShown() {
        // Given
        Enrolled node = enrol("c-honest", "honest", null);
        String body =
                """
                {"hostname":"honest","ipAddresses":null,"agentVersion":"7.122.0 (käse)","os":"linux",
                 "arch":"amd64","osRelease":"Rocky Linux 9.4","sshHostKeys":null,
                 "filesystems":[{"device":"srv:/home","mountpoint":"/home","fstype":"nfs4",
                   "total":9223372036854775807,"used":5,"free":3,"usedPct":12.5,"inodes":7}],
                 "metrics":{"cpuUsage":3,"loadAvg1":0.25,"uptime":12,"gpu":{"count":[1,2]},"x":null},
                 "systemInfo":{"cpuCores":4,"cpuModel":"x","memoryTotal":1,"diskTotal":2},
                 "scheduler":{"type":"slurm","version":"23.11","isController":true,"jobs":null,
                   "partitions":[{"name":"p","state":"up","totalNodes":1,"availNodes":1}]},
                 "addedLater":{"is":"ignored"}}""";
        // When
        Response answer = beat(node.apiKey(), body);
        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        var shown =
                given().header("Authorization", serviceToken())
                        .get("/internal/v1/nodes?clusterId=c-honest")
                        .jsonPath();
        assertThat(shown.getLong("[0].filesystems[0].total")).isEqualTo(Long.MAX_VALUE);
        assertThat(shown.getInt("[0].metrics.gpu.count[1]")).isEqualTo(2);
        assertThat(shown.getString("[0].scheduler.partitions[0].name")).isEqualTo("p");
        assertThat(shown.getString("[0].agentVersion")).isEqualTo("7.122.0 (käse)");
    }

    @Test
    void bodiesAboveTheLimitAreToldSo() {
        // Given
        Enrolled node = enrol("c-large", "large", null);
        String large = "{\"hostname\":\"h\",\"metrics\":{\"x\":[\"" + "y".repeat(70_000) + "\"]}}";
        // When, Then
        assertThat(beat(node.apiKey(), large).statusCode()).isEqualTo(413);
        assertThat(register(large).statusCode()).isEqualTo(413);
        assertThat(beat(node.apiKey(), "{\"hostname\":\"h\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void aNodeThatReportsTooOftenIsToldToWait() {
        // Given
        Enrolled node = enrol("c-often", "often", null);
        Enrolled other = enrol("c-often", "seldom", null);
        // When
        Response last = beat(node.apiKey(), "{\"hostname\":\"often\"}");
        for (int i = 0; i < 60; i++) {
            last = beat(node.apiKey(), "{\"hostname\":\"often\"}");
        }
        // Then
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isEqualTo("5");
        assertThat(beat(other.apiKey(), "{\"hostname\":\"seldom\"}").statusCode()).isEqualTo(200);
    }

    private Document stored(Enrolled node) {
        Document found =
                mongo.getDatabase(database)
                        .getCollection("nodes")
                        .find(Filters.eq(node.nodeId()))
                        .first();
        assertThat(found).isNotNull();
        found.remove("outbox");
        found.remove("outboxAt");
        return found;
    }
}
