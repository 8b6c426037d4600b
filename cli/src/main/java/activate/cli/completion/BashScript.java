package activate.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Picocli's script for bash, and around it the names of clusters, which it cannot know. */
final class BashScript {
    private static final String REGISTRATION =
            "complete -F _complete_pw -o default pw pw.sh pw.bash";

    private static final String CLUSTERS =
            """
            # Adds the names of clusters where a command takes one.
            function _pw_with_clusters() {
              _complete_pw "$@"
              local i word nouns="" skip="" cur="${COMP_WORDS[COMP_CWORD]}"
              for (( i=1; i<COMP_CWORD; i++ )); do
                word="${COMP_WORDS[i]}"
                if [ -n "$skip" ]; then skip=""; continue; fi
                case "$word" in
                  %s) skip=yes ;;
                  -*) ;;
                  *) nouns="$nouns $word" ;;
                esac
              done
              [ -z "$skip" ] || return 0
              case "$cur" in -*) return 0 ;; esac
              case "${nouns# }" in
                %s)
                  for word in $("${COMP_WORDS[0]}" completion clusters 2>/dev/null); do
                    case "$word" in "$cur"*) COMPREPLY+=("$word") ;; esac
                  done ;;
              esac
            }

            complete -F _pw_with_clusters -o default pw
            """;

    private final CommandLine root;

    BashScript(CommandLine root) {
        this.root = root;
    }

    String text() {
        String script = AutoComplete.bash("pw", root);
        if (!script.contains(REGISTRATION)) {
            throw new IllegalStateException("picocli registers its completion in another way");
        }
        CommandTree tree = new CommandTree(root);
        List<String> takers =
                tree.nodes().stream()
                        .filter(CommandTree.Node::takesCluster)
                        .map(node -> '"' + node.words() + '"')
                        .toList();
        return script.replace(
                REGISTRATION,
                CLUSTERS.formatted(
                        String.join(" | ", tree.withValue()),
                        takers.stream().collect(Collectors.joining(" | "))));
    }
}
