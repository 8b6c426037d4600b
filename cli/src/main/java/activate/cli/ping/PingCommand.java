package activate.cli.ping;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
import activate.cli.route.OpenRoute;
import activate.cli.route.Via;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `pw ping N`: which way is taken and what it costs. */
@CommandLine.Command(
        name = "ping",
        description = "Measures the way to a cluster's SSH server.",
        mixinStandardHelpOptions = true)
public final class PingCommand extends Command {
    @Parameters(
            index = "0",
            paramLabel = "CLUSTER",
            description = "name, pw://user/name, pw://name or id")
    private String cluster = "";

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            description = "how many probes (default ${DEFAULT-VALUE})")
    private int count = 5;

    @Option(
            names = {"-W", "--timeout"},
            paramLabel = "SECONDS",
            description = "how long a probe may take (default ${DEFAULT-VALUE})")
    private int timeout = 5;

    @Option(names = "--via", paramLabel = "WAY", description = "auto, direct, peered or tunnel")
    private Via via = Via.auto;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "a certain node of the cluster: host name or id")
    private @Nullable String node;

    public PingCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        if (count < 1 || count > 1000) {
            throw new Failure(ExitCode.USAGE, "-c: " + count + " (expected: 1-1000)", "");
        }
        if (timeout < 1 || timeout > 60) {
            throw new Failure(ExitCode.USAGE, "--timeout: " + timeout + " (expected: 1-60)", "");
        }
        Measurement all = new Measurement();
        Failure last = null;
        for (int i = 1; i <= count && !invocation().machine().output().isBroken(); i++) {
            try {
                Probe probe =
                        Probe.within(
                                Duration.ofSeconds(timeout),
                                new OpenRoute(invocation(), cluster, node),
                                via);
                all.add(probe);
                show(i, probe);
            } catch (Failure e) {
                if (e.code() != ExitCode.TIMED_OUT && e.code() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                all.addLost();
                last = e;
                showLost(i, e);
            }
        }
        if (all.received() > 0) {
            summary(all);
        } else if (last != null) {
            lost(all, last);
        }
    }

    /**
     * Nothing came back: exit code 8 where that is all that is known, else what the last one says.
     */
    private void lost(Measurement all, Failure last) throws Failure, IOException {
        if (invocation().options().output() == OutputFormat.table) {
            invocation().machine().out().printf("loss         %d of %d%n", all.lost(), all.lost());
        } else {
            invocation()
                    .printer()
                    .any(
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("probes", all.lost())
                                    .put("lost", all.lost()));
        }
        throw last;
    }

    private void showLost(int number, Failure failure) {
        if (invocation().options().output() == OutputFormat.table) {
            invocation()
                    .machine()
                    .out()
                    .printf(Locale.ROOT, "%d: lost  %s%n", number, failure.getMessage());
            invocation().machine().out().flush();
        }
    }

    private void show(int number, Probe probe) {
        if (invocation().options().output() == OutputFormat.table) {
            invocation()
                    .machine()
                    .out()
                    .printf(
                            Locale.ROOT,
                            "%d: %s  %.1f ms  %s%n",
                            number,
                            probe.via(),
                            probe.millis(),
                            probe.banner());
            invocation().machine().out().flush();
        }
    }

    private void summary(Measurement all) throws IOException {
        if (invocation().options().output() != OutputFormat.table) {
            invocation().printer().any(json(all));
            return;
        }
        PrintStream out = invocation().machine().out();
        out.printf(Locale.ROOT, "path         %s%n", all.via());
        out.printf(
                Locale.ROOT,
                "round trip   %.1f / %.1f / %.1f ms (least / median / most)%n",
                all.least(),
                all.median(),
                all.most());
        out.printf(Locale.ROOT, "loss         %d of %d%n", all.lost(), all.lost() + all.received());
        out.printf(
                "window       %s%n",
                all.isDirect()
                        ? "the operating system's"
                        : "256 KiB, grows to 64 MiB while a transfer needs it");
        out.printf(Locale.ROOT, "throughput   %s%n", hint(all));
    }

    private static String hint(Measurement all) {
        return all.isDirect()
                ? "not limited by the platform"
                : String.format(
                        Locale.ROOT,
                        "at most about %.0f MB/s at first by window and round trip; then what the network gives",
                        all.firstWindowRate());
    }

    private static ObjectNode json(Measurement all) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("path", all.via())
                .put("probes", all.lost() + all.received())
                .put("lost", all.lost());
        answer.putObject("roundTripMs")
                .put("min", all.least())
                .put("median", all.median())
                .put("max", all.most());
        if (!all.isDirect()) {
            answer.put("firstWindowBytes", Measurement.FIRST_WINDOW)
                    .put("firstThroughputMBs", all.firstWindowRate());
        }
        return answer;
    }
}
