package activate.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows or one thing in the format that was asked for. JSON and YAML are the API's answer,
 * unchanged.
 */
public final class Printer {
    private final PrintStream out;
    private final OutputFormat format;
    private final boolean color;

    public Printer(PrintStream out, OutputFormat format, boolean color) {
        this.out = out;
        this.format = format;
        this.color = color;
    }

    /** Prints a list of things. */
    public void rows(JsonNode rows, List<Column> columns) throws IOException {
        switch (format) {
            case table -> table(rows, columns);
            case csv -> csv(rows, columns);
            case json -> json(rows);
            case yaml -> yaml(rows);
        }
        out.flush();
    }

    /** Prints one thing; as a table, one line a field. */
    public void one(JsonNode thing, List<Column> fields) throws IOException {
        switch (format) {
            case table -> fields(thing, fields);
            case csv -> csv(new ObjectMapper().createArrayNode().add(thing), fields);
            case json -> json(thing);
            case yaml -> yaml(thing);
        }
        out.flush();
    }

    /** Prints an answer of unknown shape: JSON unless YAML was asked for. */
    public void any(JsonNode thing) throws IOException {
        if (format == OutputFormat.yaml) {
            yaml(thing);
        } else {
            json(thing);
        }
        out.flush();
    }

    private void json(JsonNode value) throws IOException {
        out.println(
                new ObjectMapper()
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(value));
    }

    private void yaml(JsonNode value) throws IOException {
        out.print(
                YAMLMapper.builder()
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                        .build()
                        .writeValueAsString(value));
    }

    private void fields(JsonNode thing, List<Column> fields) {
        int width = fields.stream().mapToInt(field -> field.title().length()).max().orElse(0);
        for (Column field : fields) {
            String value = harmless(field.value().apply(thing));
            if (!value.isEmpty()) {
                out.println(bold(pad(field.title(), width)) + "  " + value);
            }
        }
    }

    private void table(JsonNode rows, List<Column> columns) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::title).toList());
        rows.forEach(
                row ->
                        lines.add(
                                columns.stream()
                                        .map(column -> harmless(column.value().apply(row)))
                                        .map(text -> text.isEmpty() ? "-" : text)
                                        .toList()));
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(i == 0 ? "" : "   ").append(pad(line.get(i), widths[i]));
            }
            String shown = text.toString().stripTrailing();
            out.println(line == lines.getFirst() ? bold(shown) : shown);
        }
    }

    private void csv(JsonNode rows, List<Column> columns) {
        out.print(
                String.join(",", columns.stream().map(column -> quoted(column.title())).toList())
                        + "\r\n");
        for (JsonNode row : rows) {
            out.print(
                    String.join(
                                    ",",
                                    columns.stream()
                                            .map(column -> quoted(column.value().apply(row)))
                                            .toList())
                            + "\r\n");
        }
    }

    /** RFC 4180 quoting; a cell that a spreadsheet would take for a formula is made text. */
    private static String quoted(String cell) {
        String text =
                !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    /** Names come from other people: control characters must not reach the terminal. */
    private static String harmless(String text) {
        return text.codePoints()
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                        ? '?'
                                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String bold(String text) {
        return color ? "\033[1m" + text + "\033[0m" : text;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
