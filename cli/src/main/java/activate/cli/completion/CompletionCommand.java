package activate.cli.completion;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** `pw completion bash|zsh|fish` */
@CommandLine.Command(
        name = "completion",
        description = "Prints a script by which a shell completes commands, options and clusters.",
        footer = {
            "",
            "bash: pw completion bash > ~/.local/share/bash-completion/completions/pw",
            "zsh:  source <(pw completion zsh), in ~/.zshrc",
            "fish: pw completion fish > ~/.config/fish/completions/pw.fish"
        },
        mixinStandardHelpOptions = true)
public final class CompletionCommand extends Command {
    /** What there is a script for, and what the scripts themselves ask for. */
    enum Wanted {
        bash,
        zsh,
        fish,
        clusters
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish")
    private Wanted wanted = Wanted.bash;

    private final Supplier<CommandLine> all;

    /**
     * Of these commands.
     *
     * @param all the root with all commands, which costs time to make
     */
    public CompletionCommand(Invocation invocation, Supplier<CommandLine> all) {
        super(invocation);
        this.all = all;
    }

    @Override
    protected void run() throws Failure {
        switch (wanted) {
            // bashcompinit of zsh runs the same.
            case bash, zsh -> invocation().machine().out().print(new BashScript(all.get()).text());
            case fish -> invocation().machine().out().print(new FishScript(all.get()).text());
            case clusters ->
                    new ClusterNames(invocation())
                            .get()
                            .forEach(invocation().machine().out()::println);
        }
    }
}
