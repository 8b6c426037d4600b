package activate.agent;

import activate.agent.sshd.UserKeys;
import activate.agent.state.AgentFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** `activate-agent keys USER`, which sshd runs. */
@Command(
        name = "keys",
        description =
                "Prints the keys with which a user may log in to this node, for sshd's AuthorizedKeysCommand.",
        mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    @Parameters(index = "0", paramLabel = "USER", description = "login name")
    private String user = "";

    KeysCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        UserKeys.of(user, state.open(), console.environment()).forEach(console.out()::println);
        return 0;
    }
}
