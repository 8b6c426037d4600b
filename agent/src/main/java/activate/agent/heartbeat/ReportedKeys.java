package activate.agent.heartbeat;

import java.util.HashSet;
import java.util.List;

/**
 * The host keys that are reported. A server that is down or busy for a moment shows none or only
 * some of its keys; what it showed before holds until it shows less twice in a row.
 */
final class ReportedKeys {
    private List<String> keys = List.of();
    private boolean guessed = true;
    private int fewer;

    List<String> keys() {
        return keys;
    }

    /** Whether no server has shown them yet. */
    boolean isGuess() {
        return guessed;
    }

    void take(HostKeys.Found found) {
        if (!guessed && found.guessed()) {
            return;
        }
        boolean less =
                !guessed
                        && found.keys().size() < keys.size()
                        && new HashSet<>(keys).containsAll(found.keys());
        fewer = less ? fewer + 1 : 0;
        if (!less || fewer > 1) {
            keys = found.keys();
            guessed = found.guessed();
            fewer = 0;
        }
    }
}
