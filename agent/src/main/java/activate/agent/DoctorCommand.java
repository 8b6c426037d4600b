package activate.agent;

import activate.agent.service.CheckResult;
import activate.agent.service.RunChecks;
import activate.agent.state.AgentFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `activate-agent doctor` */
@Command(
        name = "doctor",
        description =
                "Checks this node and its way to the platform; exit code 1 when something is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    @Option(
            names = "--login",
            paramLabel = "NAME",
            description = "also check what this login name needs")
    private String login = "";

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        List<CheckResult> findings =
                new RunChecks(state.open(), console.environment(), InstantSource.system(), login)
                        .run();
        String first = "";
        for (CheckResult finding : findings) {
            switch (finding) {
                case CheckResult.Good(String code, String what) ->
                        console.out().println("ok    " + code + "  " + what);
                case CheckResult.Unknown(String code, String why) ->
                        console.out().println("?     " + code + "  not checked: " + why);
                case CheckResult.Bad(String code, String cause, String fix) -> {
                    first = first.isEmpty() ? code : first;
                    console.out().println("FAIL  " + code + "  " + cause);
                    console.out().println("      fix: " + fix);
                }
            }
        }
        if (first.isEmpty()) {
            return 0;
        }
        // The steps are in the order in which a login needs them: the later ones may follow.
        console.out().println("begin with: " + first);
        return 1;
    }
}
