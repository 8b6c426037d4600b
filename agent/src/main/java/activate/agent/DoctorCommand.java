package activate.agent;

import activate.agent.service.Finding;
import activate.agent.service.RunChecks;
import activate.agent.state.AgentFailure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `activate-agent doctor` */
@Command(
        name = "doctor",
        description =
                "Checks this node and its way to the platform; exit code 1 when something is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        List<Finding> findings = new RunChecks(state.open(), console.environment()).run();
        boolean good = true;
        for (Finding finding : findings) {
            switch (finding) {
                case Finding.Good(String code, String what) ->
                        console.out().println("ok    " + code + "  " + what);
                case Finding.Bad(String code, String cause, String fix) -> {
                    good = false;
                    console.out().println("FAIL  " + code + "  " + cause);
                    console.out().println("      fix: " + fix);
                }
            }
        }
        return good ? 0 : 1;
    }
}
