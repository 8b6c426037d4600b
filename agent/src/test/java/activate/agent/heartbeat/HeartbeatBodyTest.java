package activate.agent.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.SshAddress;
import activate.messages.agent.Heartbeat.Filesystem;
import activate.messages.agent.Heartbeat.Job;
import activate.messages.agent.Heartbeat.Partition;
import activate.messages.agent.Metrics;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatBodyTest {
    @Test
    void figuresOfThisMachineAreAllThereAndPlausible() {
        ReadMetrics.Reading reading = new ReadMetrics().read().orElseThrow();

        Metrics metrics = reading.metrics();
        assertThat(metrics.cpuUsage()).isBetween(0.0, 100.0);
        assertThat(metrics.memory().memoryUsage()).isBetween(0.0, 100.0);
        assertThat(metrics.memory().memoryUsed()).isPositive();
        assertThat(metrics.disk().diskUsage()).isBetween(0.0, 100.0);
        assertThat(metrics.load().loadAvg1()).isNotNegative();
        assertThat(metrics.network().networkRxBytes()).isNotNegative();
        assertThat(metrics.processes()).isPositive();
        assertThat(metrics.uptime()).isPositive();
        assertThat(reading.systemInfo().cpuCores())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void partitionsOfSlurmAreRead() {
        List<Partition> rows =
                SlurmReport.partitions(
                        "debug|up|1/2/0/3|1:00:00|infinite\nbig|down|0/0/9/9|n/a|2-00:00:00\nnonsense\n");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).name()).isEqualTo("debug");
        assertThat(rows.get(0).totalNodes()).isEqualTo(3);
        assertThat(rows.get(0).availNodes()).isEqualTo(2);
        assertThat(rows.get(1).state()).isEqualTo("down");
    }

    @Test
    void jobNamesMayHoldTheSeparator() {
        List<Job> rows =
                SlurmReport.jobs(
                        "12_3|ada|debug|RUNNING|1|2026-01-02T03:04:05|1:00|a|b\n13|bob|debug|PENDING|1|N/A|1:00|c\n");

        assertThat(rows.get(0).name()).isEqualTo("a|b");
        assertThat(rows.get(0).startTime()).isEqualTo("2026-01-02T03:04:05");
        assertThat(rows.get(1).startTime()).isNull();
    }

    @Test
    void programThatHangsIsEndedInTime() {
        long start = System.nanoTime();

        assertThat(RunProgram.run(Duration.ofMillis(300), "sleep", "60")).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(RunProgram.run(Duration.ofSeconds(10), "no-such-program-here")).isEmpty();
        assertThat(RunProgram.run(Duration.ofSeconds(10), "false")).isEmpty();
        assertThat(RunProgram.run(Duration.ofSeconds(10), "echo", "x")).contains("x\n");
    }

    @Test
    void hostKeysAreSortedAndWithoutComments(@TempDir Path directory) throws IOException {
        Path two = Files.writeString(directory.resolve("b.pub"), "ssh-rsa BBBB host\n");
        Path one =
                Files.writeString(
                        directory.resolve("a.pub"), "# comment\necdsa-sha2-nistp256 AAAA\n");

        assertThat(new HostKeys(List.of(two, one), new SshAddress("", 22)).read().keys())
                .containsExactly("ecdsa-sha2-nistp256 AAAA", "ssh-rsa BBBB");
    }

    @Test
    void filesystemsHaveTheContractsMembers() {
        for (Filesystem row : new ListFilesystems().list()) {
            assertThat(row.mountpoint()).startsWith("/");
            assertThat(row.total()).isGreaterThanOrEqualTo(row.used());
            assertThat(row.usedPct()).isBetween(0.0, 100.0);
        }
    }

    @Test
    void whatUsersNameTheirJobsDoesNotMakeTheReportRefused() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("filesystems").addObject().put("used", -1L).put("usedPct", -0.5);
        var jobs = body.putObject("scheduler").putArray("jobs");
        jobs.addObject().put("name", "a\u001b[2J\n\ud800" + "x".repeat(9000));
        for (int i = 0; i < 500; i++) {
            jobs.addObject().put("name", "job " + i).put("nodes", "n".repeat(300));
        }

        ObjectNode fit = FitBody.of(body);

        String name = fit.path("scheduler").path("jobs").path(0).path("name").asText();
        assertThat(name).startsWith("a?[2J??x").hasSize(4096);
        assertThat(fit.path("scheduler").path("jobs").size()).isBetween(50, 400);
        assertThat(fit.toString()).hasSizeLessThanOrEqualTo(FitBody.MOST_BYTES);
        assertThat(fit.path("filesystems").path(0).path("used").asLong()).isZero();
        assertThat(fit.path("filesystems").path(0).path("usedPct").asDouble()).isZero();
    }
}
