package activate.cli.doctor;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.output.Column;
import activate.cli.output.OutputFormat;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `pw doctor N`: goes the way of `pw ssh N` step by step and says where it ends. */
@CommandLine.Command(
        name = "doctor",
        description = {
            "Checks the way to a login on a cluster step by step and names the first step that fails.",
            "Nothing is made or changed, here or at the platform; the last step is a login by your own ssh."
        },
        mixinStandardHelpOptions = true)
public final class DoctorCommand extends Command {
    private static final Column STEP = Column.of("STEP", "step");
    private static final Column RESULT = Column.of("RESULT", "result");
    private static final Column FINDING = Column.of("FINDING", "finding");
    private static final Column HINT = Column.of("HINT", "hint");

    @Parameters(
            index = "0",
            paramLabel = "CLUSTER",
            description = "name, pw://user/name, pw://name or id")
    private String cluster = "";

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "a certain node of the cluster: host name or id")
    private @Nullable String node;

    public DoctorCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        List<Step> steps = new ArrayList<>(new PlatformSteps(invocation()).steps());
        steps.addAll(new ClusterSteps(invocation(), cluster, node).steps());
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        List<String> warnings = new ArrayList<>();
        Failure first = null;
        for (Step step : steps) {
            StepFinding finding = StepFinding.notReached();
            if (first == null) {
                try {
                    finding = step.check().run();
                } catch (Failure e) {
                    first = named(step, e);
                    finding = StepFinding.bad(e);
                } catch (IOException e) {
                    Failure failure = new Failure(ExitCode.FAILED, Failure.reason(e), "", e);
                    first = named(step, failure);
                    finding = StepFinding.bad(failure);
                }
            }
            if (finding.result() == StepFinding.Result.WARNING) {
                warnings.add(step.name() + ": " + finding.hint());
            }
            rows.addObject()
                    .put("step", step.name())
                    .put("result", finding.result().word())
                    .put("finding", finding.text())
                    .put("hint", finding.hint());
        }
        // The hint of a table stands below it, where a line has room for it.
        invocation()
                .printer()
                .rows(
                        rows,
                        invocation().options().output() == OutputFormat.table
                                ? List.of(STEP, RESULT, FINDING)
                                : List.of(STEP, RESULT, FINDING, HINT));
        warnings.forEach(invocation().machine()::say);
        if (first != null) {
            throw first;
        }
    }

    private static Failure named(Step step, Failure failure) {
        return new Failure(
                failure.code(),
                step.name() + ": " + failure.getMessage(),
                failure.hint(),
                failure.getCause());
    }
}
