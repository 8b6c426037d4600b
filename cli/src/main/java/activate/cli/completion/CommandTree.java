package activate.cli.completion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands as scripts ask for them: by their words. */
final class CommandTree {
    private static final String CLUSTER = "CLUSTER";

    private final CommandLine root;

    CommandTree(CommandLine root) {
        this.root = root;
    }

    /**
     * One command.
     *
     * @param words its names below the root, separated by blanks; each alias makes words of its own
     */
    record Node(String words, CommandSpec spec) {
        /** Commands below it, by their first names. */
        Collection<CommandSpec> below() {
            return new LinkedHashSet<>(
                    spec.subcommands().values().stream()
                            .map(CommandLine::getCommandSpec)
                            .filter(it -> !it.usageMessage().hidden())
                            .toList());
        }

        List<OptionSpec> options() {
            return spec.options().stream().filter(option -> !option.hidden()).toList();
        }

        boolean takesCluster() {
            return spec.positionalParameters().stream()
                    .filter(it -> it.index().contains(0))
                    .map(PositionalParamSpec::paramLabel)
                    .anyMatch(CLUSTER::equals);
        }
    }

    List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        collect("", root, all);
        return all;
    }

    private static void collect(String words, CommandLine command, List<Node> into) {
        into.add(new Node(words, command.getCommandSpec()));
        // The map has a key for each alias too.
        command.getSubcommands()
                .forEach((name, below) -> collect((words + " " + name).strip(), below, into));
    }

    /** All options of any command that take a value as the next word. */
    Set<String> withValue() {
        Set<String> names = new TreeSet<>();
        for (Node node : nodes()) {
            for (OptionSpec option : node.spec().options()) {
                if (option.arity().max() > 0) {
                    names.addAll(List.of(option.names()));
                }
            }
        }
        return names;
    }
}
