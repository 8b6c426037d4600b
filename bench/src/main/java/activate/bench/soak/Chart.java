package activate.bench.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Lines over minutes, as an SVG picture that is legible on light and dark pages.
final class Chart {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 220;
    private static final int LEFT = 60;
    private static final int RIGHT = 170;
    private static final int TOP = 30;
    private static final int BOTTOM = 30;
    private static final List<String> COLOURS =
            List.of("#3b82f6", "#d97706", "#059669", "#dc2626", "#7c3aed", "#6b7280");

    private final StringBuilder body = new StringBuilder();
    private int charts;

    /// Adds one chart below the others.
    <T extends Figures.Timed> void add(
            String title, List<T> rows, Function<T, String> line, ToDoubleFunction<T> value) {
        Map<String, StringBuilder> lines = new TreeMap<>();
        double lastMinute =
                Math.max(1, rows.stream().mapToInt(Figures.Timed::minute).max().orElse(1));
        double most = Math.max(1e-9, rows.stream().mapToDouble(value).max().orElse(1)) * 1.05;
        int top = charts++ * HEIGHT + TOP;
        double height = HEIGHT - TOP - BOTTOM;
        double width = WIDTH - LEFT - RIGHT;
        for (T row : rows) {
            double v = value.applyAsDouble(row);
            if (!Double.isNaN(v)) {
                lines.computeIfAbsent(line.apply(row), _ -> new StringBuilder())
                        .append(number(LEFT + row.minute() / lastMinute * width))
                        .append(',')
                        .append(number(top + height - v / most * height))
                        .append(' ');
            }
        }
        text(LEFT, top - 10, "start", title);
        text(LEFT - 6, top + 5, "end", number(most));
        text(LEFT - 6, (int) (top + height), "end", "0");
        text(LEFT + (int) width, (int) (top + height) + 16, "end", number(lastMinute) + " min");
        body.append(
                "<path d=\"M%d %d V%s H%s\" fill=\"none\" stroke=\"#888\"/>\n"
                        .formatted(LEFT, top, number(top + height), number(LEFT + width)));
        int index = 0;
        for (var entry : lines.entrySet()) {
            String colour = COLOURS.get(index % COLOURS.size());
            body.append("<polyline points=\"")
                    .append(entry.getValue())
                    .append("\" fill=\"none\" stroke=\"");
            body.append(colour).append("\" stroke-width=\"1.5\"/>\n");
            body.append(
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n"
                            .formatted(
                                    WIDTH - RIGHT + 12,
                                    top + 12 + index * 16,
                                    colour,
                                    entry.getKey()));
            index++;
        }
    }

    String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n%s</svg>\n"
                .formatted(WIDTH, charts * HEIGHT, body);
    }

    private void text(int x, int y, String anchor, String text) {
        body.append(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#888\">%s</text>\n"
                        .formatted(x, y, anchor, text));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 10 ? "%.0f" : "%.1f", value);
    }
}
