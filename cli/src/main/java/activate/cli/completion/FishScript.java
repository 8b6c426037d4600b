package activate.cli.completion;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A script for fish: one line for each command, option and place of a cluster. */
final class FishScript {
    private static final String FUNCTIONS =
            """
            # The words before the cursor that are neither options nor their values.
            function __pw_nouns
                set -l nouns
                set -l skip no
                for word in (commandline -opc)[2..-1]
                    if test $skip = yes
                        set skip no
                        continue
                    end
                    switch $word
                        case %s
                            set skip yes
                        case '-*'
                        case '*'
                            set -a nouns $word
                    end
                end
                echo "$nouns"
            end

            function __pw_is
                test (__pw_nouns) = "$argv[1]"
            end

            function __pw_in
                string match -q -- "$argv[1] *" (__pw_nouns)' '
            end

            function __pw_clusters
                set -l words (commandline -opc)
                command $words[1] completion clusters 2>/dev/null
            end

            complete -c pw -f
            """;

    private final CommandTree tree;

    FishScript(CommandLine root) {
        this.tree = new CommandTree(root);
    }

    String text() {
        List<String> quoted = tree.withValue().stream().map(FishScript::quoted).toList();
        StringBuilder text = new StringBuilder(FUNCTIONS.formatted(String.join(" ", quoted)));
        for (CommandTree.Node node : tree.nodes()) {
            String is = quoted("__pw_is \"" + node.words() + "\"");
            for (CommandSpec below : node.below()) {
                text.append("complete -c pw -n ")
                        .append(is)
                        .append(" -a ")
                        .append(below.name())
                        .append(" -d ")
                        .append(quoted(first(below.usageMessage().description())))
                        .append('\n');
            }
            if (node.takesCluster()) {
                text.append("complete -c pw -n ").append(is).append(" -a '(__pw_clusters)'\n");
            }
            node.options().forEach(option -> text.append(line(node, option)));
        }
        return text.toString();
    }

    private static String line(CommandTree.Node node, OptionSpec option) {
        String in =
                node.words().isEmpty()
                        ? quoted("__pw_is \"\"")
                        : quoted("__pw_in \"" + node.words() + "\"");
        StringBuilder line = new StringBuilder("complete -c pw -n " + in);
        for (String name : option.names()) {
            if (name.startsWith("--")) {
                line.append(" -l ").append(name.substring(2));
            } else {
                line.append(" -s ").append(name.substring(1));
            }
        }
        if (option.arity().max() > 0) {
            line.append(" -x");
            values(option, line);
        }
        return line + " -d " + quoted(first(option.description())) + "\n";
    }

    private static void values(OptionSpec option, StringBuilder line) {
        if (option.type().isEnum()) {
            List<String> names =
                    Arrays.stream(option.type().getEnumConstants()).map(Object::toString).toList();
            line.append(" -a ").append(quoted(String.join(" ", names)));
        } else if (option.paramLabel().equals("FILE")) {
            line.append(" -a '(__fish_complete_path)'");
        }
    }

    private static String first(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
