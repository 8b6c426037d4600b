package activate.cli.ssh;

import activate.cli.api.GlobalOptions;
import activate.cli.route.Via;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a stream in the form in which this program and its launcher put them. Each ssh waits
 * for this one command, and to know all commands takes a good part of its start.
 *
 * @param options those that every command takes
 */
public record StreamWords(GlobalOptions options, StreamSsh.Request request) {
    private static final String STREAM = "--proxy-command";
    private static final String HOST_KEYS = "--host-keys";
    private static final String DOCTOR = "--doctor=";
    private static final String SUBCOMMAND = "configure";
    private static final Set<String> WITH_VALUE =
            Set.of("--context", "--platform-host", "--ca-file", "--via", "--node");

    /**
     * Reads the words.
     *
     * @return nothing for other commands, and for words in any other form, which may be right too
     */
    public static Optional<StreamWords> read(String... words) {
        if (words.length < 3 || !words[0].equals("ssh")) {
            return Optional.empty();
        }
        Map<String, String> options = new HashMap<>();
        int last = words.length - 1;
        for (int at = 1; at < last; at++) {
            String word = words[at];
            boolean isNew;
            if (word.equals(STREAM) || word.equals(HOST_KEYS)) {
                isNew = options.put(word, "") == null;
            } else if (word.startsWith(DOCTOR)) {
                isNew = options.put(DOCTOR, word.substring(DOCTOR.length())) == null;
            } else {
                at++;
                isNew =
                        WITH_VALUE.contains(word)
                                && isPlain(words[at])
                                && at < last
                                && options.put(word, words[at]) == null;
            }
            if (!isNew) {
                return Optional.empty();
            }
        }
        boolean isStream = options.containsKey(STREAM) && isPlain(words[last]);
        return isStream && !words[last].equals(SUBCOMMAND)
                ? via(options).map(via -> of(words[last], via, options))
                : Optional.empty();
    }

    private static boolean isPlain(String word) {
        return !word.isEmpty() && !word.startsWith("-");
    }

    private static Optional<Via> via(Map<String, String> options) {
        String name = options.getOrDefault("--via", Via.auto.name());
        for (Via via : Via.values()) {
            if (via.name().equals(name)) {
                return Optional.of(via);
            }
        }
        return Optional.empty();
    }

    private static StreamWords of(String cluster, Via via, Map<String, String> options) {
        return new StreamWords(
                GlobalOptions.of(
                        options.get("--context"),
                        options.get("--platform-host"),
                        options.get("--ca-file")),
                new StreamSsh.Request(
                        cluster,
                        options.get("--node"),
                        via,
                        options.containsKey(HOST_KEYS),
                        options.getOrDefault(DOCTOR, "")));
    }
}
