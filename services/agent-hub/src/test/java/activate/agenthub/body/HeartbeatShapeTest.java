package activate.agenthub.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.messages.agent.Heartbeat;
import activate.messages.agent.Metrics;
import activate.messages.agent.NodeDescription;
import activate.servicekit.problem.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeartbeatShapeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode heartbeat() {
        return JSON.valueToTree(
                new Heartbeat(
                        new NodeDescription("n1", "linux", "amd64", List.of(), null, 22, null),
                        null,
                        new Metrics(
                                1.5,
                                new Metrics.Memory(1, 2, 3),
                                new Metrics.Disk(1, 2, 3),
                                new Metrics.Load(1, 5, 15),
                                new Metrics.Network(1, 2),
                                3,
                                4),
                        new Heartbeat.SystemInfo(1, 2, 3, null),
                        List.of(new Heartbeat.Filesystem("d", "/", "ext4", 3, 1, 2, 33.3)),
                        new Heartbeat.Scheduler(
                                "slurm",
                                null,
                                true,
                                List.of(new Heartbeat.Partition("p", "up", 1, 1, "1", "2")),
                                List.of(
                                        new Heartbeat.Job(
                                                "1", "u", "p", "R", "1", null, "1", "j")))));
    }

    @Test
    void partsOfTheRecordAreKeptAndNothingElse() throws Exception {
        // Given
        ObjectNode body = heartbeat();
        Faults faults = new Faults();

        // When
        Document kept = HeartbeatShape.read(body, faults);

        // Then
        faults.check();
        assertThat(kept).containsOnlyKeys("filesystems", "metrics", "systemInfo", "scheduler");
        JsonNode sent = JSON.readTree(body.toString());
        JsonNode stored = JSON.readTree(JSON.writeValueAsString(kept));
        assertThat(kept.keySet())
                .allSatisfy(part -> assertThat(stored.get(part)).isEqualTo(sent.get(part)));
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics, loadAvg5, '\"much\"'",
        "/metrics, memoryUsed, 1.5",
        "/metrics, uptime, -1",
        "/systemInfo, cpuModel, 7",
        "/filesystems/0, usedPct, true",
        "/scheduler, isController, 1",
        "/scheduler/partitions/0, totalNodes, '\"2\"'",
        "/scheduler/jobs/0, name, []",
        "/scheduler, partitions, {}",
    })
    void memberOfAnotherTypeIsToldByItsPlace(String in, String member, String value)
            throws Exception {
        // Given
        ObjectNode body = heartbeat();
        ((ObjectNode) body.at(in)).set(member, JSON.readTree(value));
        Faults faults = new Faults();

        // When
        Document _ = HeartbeatShape.read(body, faults);

        // Then
        assertThatThrownBy(faults::check)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.errors())
                                        .extracting(Problem.FieldError::place)
                                        .containsExactly(in + "/" + member));
    }

    @Test
    void memberOfALaterContractIsKept() {
        // Given
        ObjectNode body = heartbeat();
        ((ObjectNode) body.get("metrics")).put("gpuUsage", 12.5);
        Faults faults = new Faults();

        // When
        Document kept = HeartbeatShape.read(body, faults);

        // Then
        faults.check();
        assertThat(kept.get("metrics", Document.class)).containsEntry("gpuUsage", 12.5);
    }
}
