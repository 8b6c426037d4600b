package activate.standalone.command;

import activate.standalone.doctor.Examination;
import activate.standalone.doctor.Finding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the machine and, live, the rows of the port reference. */
@Command(
        name = "doctor",
        description = "Checks the machine and the documented ports; exit code 0 without failures.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new Examination(Activate.settings()).run();
        var out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            out.printf(
                    "%-8s %-15s %s: %s%n",
                    finding.level().name().toLowerCase(Locale.ROOT),
                    finding.code(),
                    finding.subject(),
                    finding.cause());
            if (!finding.fix().isEmpty()) {
                out.printf("%25sfix: %s%n", "", finding.fix());
            }
        }
        out.flush();
        return findings.stream().anyMatch(Finding::isFailure) ? Activate.FAILED : 0;
    }
}
