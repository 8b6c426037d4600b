package activate.standalone.platform;

import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** One line for each step of each part, for the person who waits. */
public final class Progress {

    private final PrintStream out;
    private final DoubleSupplier elapsedSeconds;
    private final Map<String, PartState> shown = new HashMap<>();

    public Progress(PrintStream out, DoubleSupplier elapsedSeconds) {
        this.out = out;
        this.elapsedSeconds = elapsedSeconds;
    }

    synchronized void show(List<PartStatus> parts) {
        for (PartStatus part : parts) {
            PartState before = shown.put(part.name(), part.state());
            if (before != part.state() && part.state() != PartState.WAITING) {
                out.println(line(part));
            }
        }
    }

    synchronized void warn(String text) {
        out.println("activate: " + text);
    }

    private String line(PartStatus part) {
        String place =
                part.state() == PartState.READY && part.port() > 0 ? " on port " + part.port() : "";
        String reason =
                part.state() == PartState.FAILED && part.failure() != null
                        ? ": " + part.failure()
                        : "";
        return String.format(
                Locale.ROOT,
                "[%6.1f s] %-13s %s%s%s",
                elapsedSeconds.getAsDouble(),
                part.name(),
                part.state().word(),
                place,
                reason);
    }
}
