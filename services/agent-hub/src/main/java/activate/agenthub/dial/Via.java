package activate.agenthub.dial;

import activate.servicekit.log.LogText;
import activate.servicekit.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way to a node that a client asks the hub for. */
enum Via {
    /** Peered where it works, else the tunnel. */
    AUTO,
    PEERED,
    TUNNEL;

    static Via parse(@Nullable String text) {
        return switch (text == null ? "auto" : text) {
            case "auto" -> AUTO;
            case "peered" -> PEERED;
            case "tunnel" -> TUNNEL;
            default ->
                    throw Problem.invalid(
                            "via",
                            "via: " + LogText.of(text) + " (expected: auto, peered or tunnel)");
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
