package activate.cli.cluster;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** `pw nodes [N]`: the nodes of every cluster, each with the cluster that it belongs to. */
@CommandLine.Command(
        name = "nodes",
        description = "Lists the nodes of all clusters that you may see, or of one.",
        mixinStandardHelpOptions = true)
public final class ListAllNodes extends Command {
    // The platform limits what one address asks at a time.
    private static final int AT_ONCE = 4;
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("CLUSTER", "cluster"),
                    new Column("NODE", ClusterNodes::name),
                    Column.of("ID", "id"),
                    Column.of("STATE", "status"),
                    Column.of("LAST SEEN", "lastHeartbeat"),
                    Column.of("LOAD", "metrics.loadAvg1"),
                    Column.of("CPU %", "metrics.cpuUsage"),
                    Column.of("MEMORY %", "metrics.memoryUsage"),
                    Column.of("AGENT", "agentVersion"));

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CLUSTER",
            description = "name, pw://user/name, pw://name or id")
    private @Nullable String cluster;

    public ListAllNodes(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        FindCluster finder = new FindCluster(invocation());
        List<ClusterRow> clusters = cluster == null ? finder.all() : List.of(finder.find(cluster));
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        Failure last = null;
        int failed = 0;
        for (Answer answer : ask(clusters, new ClusterNodes(invocation(), finder.organization()))) {
            String address = answer.row().address().toString();
            if (answer.failure() != null) {
                last = answer.failure();
                failed++;
                invocation().machine().say("left out " + address + ": " + last.getMessage());
                continue;
            }
            answer.nodes()
                    .forEach(
                            node -> {
                                ObjectNode row = rows.addObject().put("cluster", address);
                                node.properties()
                                        .forEach(it -> row.set(it.getKey(), it.getValue()));
                                row.put("cluster", address);
                            });
        }
        if (last != null && failed == clusters.size()) {
            throw last;
        }
        invocation().printer().rows(rows, COLUMNS);
    }

    private record Answer(ClusterRow row, JsonNode nodes, @Nullable Failure failure) {}

    /** All at a time, and in the order of the clusters. */
    private static List<Answer> ask(List<ClusterRow> clusters, ClusterNodes nodes) throws Failure {
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> asked = new ArrayList<>();
            for (ClusterRow row : clusters) {
                asked.add(threads.submit(() -> ask(row, nodes, places)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted", "", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Answer ask(ClusterRow row, ClusterNodes nodes, Semaphore places)
            throws InterruptedException {
        places.acquire();
        try {
            return new Answer(row, nodes.of(row), null);
        } catch (Failure e) {
            return new Answer(row, JsonNodeFactory.instance.arrayNode(), e);
        } finally {
            places.release();
        }
    }
}
