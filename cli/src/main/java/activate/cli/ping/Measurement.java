package activate.cli.ping;

import java.util.ArrayList;
import java.util.List;

/** What several probes say together. */
final class Measurement {
    /** The credit that a stream has before anything is known of the way. */
    static final int FIRST_WINDOW = 256 * 1024;

    private final List<Double> millis = new ArrayList<>();
    private int lost;
    private String via = "";

    void add(Probe probe) {
        millis.add(probe.millis());
        millis.sort(null);
        via = probe.via();
    }

    void addLost() {
        lost++;
    }

    int lost() {
        return lost;
    }

    int received() {
        return millis.size();
    }

    String via() {
        return via;
    }

    boolean isDirect() {
        return via.equals("direct");
    }

    double least() {
        return rounded(millis.getFirst());
    }

    double median() {
        return rounded(millis.get(millis.size() / 2));
    }

    double most() {
        return rounded(millis.getLast());
    }

    /** Window by round trip: what the first window allows, in millions of bytes a second. */
    double firstWindowRate() {
        return rounded(FIRST_WINDOW / Math.max(0.05, least()) / 1000.0);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
