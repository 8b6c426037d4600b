package activate.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterTest {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("NAME", "name"),
                    Column.of("OWNER", "owner.username"),
                    Column.of("TAGS", "tags"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Printer printer(OutputFormat format, boolean color) {
        return new Printer(new PrintStream(out, true, StandardCharsets.UTF_8), format, color);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void tableIsAsWideAsItsWidestCellAndShowsWhatIsMissing() throws IOException {
        printer(OutputFormat.table, false)
                .rows(
                        json(
                                "[{'name':'a','owner':{'username':'ada'},'tags':['x','y']},"
                                        + "{'name':'longer','owner':null}]"),
                        COLUMNS);

        assertThat(printed())
                .isEqualTo(
                        """
                        NAME     OWNER   TAGS
                        a        ada     x,y
                        longer   -       -
                        """);
    }

    @Test
    void headingIsBoldWhereColoursAreWanted() throws IOException {
        printer(OutputFormat.table, true).rows(json("[]"), COLUMNS);

        assertThat(printed()).isEqualTo("\033[1mNAME   OWNER   TAGS\033[0m\n");
    }

    @Test
    void oneThingIsALineAFieldWithoutWhatItDoesNotHave() throws IOException {
        printer(OutputFormat.table, false).one(json("{'name':'a','tags':[]}"), COLUMNS);

        assertThat(printed()).isEqualTo("NAME   a\n");
    }

    @Test
    void namesOfOthersDoNotSteerTheTerminal() throws IOException {
        printer(OutputFormat.table, false)
                .rows(json("[{'name':'\\u001b[2J\\u202ex'}]"), List.of(Column.of("NAME", "name")));

        assertThat(printed()).isEqualTo("NAME\n?[2J?x\n");
    }

    @Test
    void csvIsQuotedAndNeverAFormula() throws IOException {
        printer(OutputFormat.csv, false)
                .rows(
                        json(
                                "[{'name':'a,\\'b\\'\\n'},{'name':'=1+1'},{'name':'@x'}]"
                                        .replace("\\'", "\\\"")),
                        List.of(Column.of("NAME", "name")));

        assertThat(printed()).isEqualTo("NAME\r\n\"a,\"\"b\"\"\n\"\r\n'=1+1\r\n'@x\r\n");
    }

    @Test
    void jsonAndYamlAreTheWholeAnswer() throws IOException {
        JsonNode answer = json("{'name':'a','more':{'count':1}}");

        printer(OutputFormat.json, false).one(answer, COLUMNS);
        assertThat(json(printed())).isEqualTo(answer);

        out.reset();
        printer(OutputFormat.yaml, false).one(answer, COLUMNS);
        assertThat(printed()).isEqualTo("name: a\nmore:\n  count: 1\n");
    }

    @Test
    void answerOfUnknownShapeIsJsonUnlessYamlIsWanted() throws IOException {
        JsonNode answer = json("[1]");

        printer(OutputFormat.table, false).any(answer);
        assertThat(json(printed())).isEqualTo(answer);

        out.reset();
        printer(OutputFormat.yaml, false).any(answer);
        assertThat(printed()).isEqualTo("- 1\n");
    }
}
