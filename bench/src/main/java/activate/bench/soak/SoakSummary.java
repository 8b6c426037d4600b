package activate.bench.soak;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Medians of the first and the last quarter of the time, the minutes of warming up left out.
final class SoakSummary {
    private static final int WARM = 5;

    private final Figures figures;
    private final int minutes;
    private final int quarter;
    private final int warm;
    private final StringBuilder text = new StringBuilder();

    SoakSummary(Figures figures, int minutes) {
        this.figures = figures;
        this.minutes = minutes;
        this.quarter = Math.max(1, minutes / 4);
        this.warm = Math.min(WARM, quarter);
    }

    String table() {
        text.append("| | first quarter | last quarter |\n|---|---|---|\n");
        for (String part : names(figures.processes(), Figures.Held::part)) {
            var rows = figures.processes().stream().filter(r -> r.part().equals(part)).toList();
            row(part + ": descriptors", rows, Figures.Held::descriptors);
            row(part + ": MiB", rows, Figures.Held::mebibytes);
            row(part + ": threads", rows, Figures.Held::threads);
        }
        for (String kind : names(figures.requests(), Figures.Requests::kind)) {
            var rows = figures.requests().stream().filter(r -> r.kind().equals(kind)).toList();
            row(kind + ": p50 ms", rows, Figures.Requests::p50);
            row(kind + ": p99 ms", rows, Figures.Requests::p99);
            line(
                    kind + ": succeeded, failed in all",
                    rows.stream().mapToInt(Figures.Requests::count).sum(),
                    rows.stream().mapToInt(Figures.Requests::failed).sum());
        }
        return text.toString();
    }

    private static <T> SortedSet<String> names(List<T> rows, Function<T, String> name) {
        return new TreeSet<>(rows.stream().map(name).toList());
    }

    private <T extends Figures.Timed> void row(
            String name, List<T> rows, ToDoubleFunction<T> value) {
        line(
                name,
                middle(rows, value, warm, warm + quarter),
                middle(rows, value, minutes - quarter, minutes));
    }

    private void line(String name, double first, double last) {
        text.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f |%n", name, first, last));
    }

    private static <T extends Figures.Timed> double middle(
            List<T> rows, ToDoubleFunction<T> value, int after, int until) {
        return Figures.median(
                rows.stream()
                        .filter(row -> row.minute() > after && row.minute() <= until)
                        .mapToDouble(value)
                        .toArray());
    }
}
