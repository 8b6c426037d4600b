package activate.cli.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts the words behind `pw ssh` into ours, those for the user's ssh and those for the other side.
 * Ours end at the first word that is no option of ours after the cluster, so that `pw ssh N ls -l`
 * lists and does not log in.
 *
 * @param own options of pw and the cluster
 * @param ssh options of ssh
 * @param command what runs on the other side
 */
public record SshArguments(List<String> own, List<String> ssh, List<String> command) {
    private static final Set<String> OWN_WITH_VALUE =
            Set.of(
                    "--via",
                    "-l",
                    "--login",
                    "--node",
                    "--context",
                    "--platform-host",
                    "--ca-file",
                    "--alias",
                    "--output");
    private static final Set<String> OWN_FLAGS =
            Set.of(
                    "--proxy-command",
                    "-v",
                    "--verbose",
                    "--no-color",
                    "-h",
                    "--help",
                    "-V",
                    "--version");
    private static final Set<String> FORMATS = Set.of("table", "json", "yaml", "csv");
    private static final String SSH_WITH_VALUE = "BbcDEeFIiJLlmOopQRSWw";

    public static SshArguments split(List<String> words) {
        List<String> own = new ArrayList<>();
        int next = 0;
        boolean named = false;
        while (next < words.size()) {
            String word = words.get(next);
            int taken = own(words, next);
            if (taken == 0) {
                if (named || word.startsWith("-")) {
                    break;
                }
                named = true;
                taken = 1;
            }
            own.addAll(words.subList(next, Math.min(words.size(), next + taken)));
            next += taken;
        }
        return rest(own, words.subList(next, words.size()));
    }

    private static int own(List<String> words, int at) {
        String word = words.get(at);
        if (OWN_FLAGS.contains(word)
                || OWN_WITH_VALUE.stream().anyMatch(name -> word.startsWith(name + "="))) {
            return 1;
        }
        boolean format =
                word.equals("-o") && at + 1 < words.size() && FORMATS.contains(words.get(at + 1));
        return OWN_WITH_VALUE.contains(word) || format ? 2 : 0;
    }

    private static SshArguments rest(List<String> own, List<String> words) {
        int next = !words.isEmpty() && words.getFirst().equals("--") ? 1 : 0;
        int from = next;
        while (next < words.size()
                && words.get(next).startsWith("-")
                && words.get(next).length() > 1) {
            String word = words.get(next);
            if (word.equals("--")) {
                break;
            }
            next +=
                    SSH_WITH_VALUE.indexOf(word.charAt(word.length() - 1)) >= 0
                                    && isLastOfCluster(word)
                            ? 2
                            : 1;
        }
        int end = Math.min(next, words.size());
        int command = end < words.size() && words.get(end).equals("--") ? end + 1 : end;
        return new SshArguments(
                List.copyOf(own),
                List.copyOf(words.subList(from, end)),
                List.copyOf(words.subList(command, words.size())));
    }

    /** In `-NL` the value is the next word, in `-L8080:h:80` it is in the same one. */
    private static boolean isLastOfCluster(String word) {
        for (int i = 1; i < word.length() - 1; i++) {
            if (SSH_WITH_VALUE.indexOf(word.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
