package activate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KnownDeviationsTest {
    private static final String PAGE =
            """
            # Page

            ## Additions

            | Operation | Adds | What for |
            |---|---|---|
            | `GET /api/a/{b}` | answer `[].more` | because |

            ## Differences

            | Operation | Difference | Why |
            |---|---|---|
            | `GET /api/a/{b}` | query `old` is not read | later |
            | `GET /other` | query `old` is not read | another service's |
            """;

    private static final Deviation MORE = Deviation.addition("GET /api/a/{c}", "answer `[].more`");
    private static final Deviation OLD =
            Deviation.difference("GET /api/a/{c}", "query `old` is not read");

    private final KnownDeviations known = KnownDeviations.parse(PAGE);

    @Test
    void whatIsStatedIsNoFaultWhateverTheParametersAreCalled() {
        assertThat(faults(MORE, OLD)).isEmpty();
    }

    @Test
    void whatIsNotStatedIsAFaultWithItsRow() {
        assertThat(faults(MORE, OLD, Deviation.addition("PUT /api/a", "the operation")))
                .singleElement()
                .asString()
                .contains("section Additions: | `PUT /api/a` | the operation | … |");
    }

    @Test
    void whatIsStatedInTheOtherTableIsAFault() {
        assertThat(faults(MORE, OLD, Deviation.addition(OLD.where(), OLD.what()))).hasSize(1);
    }

    @Test
    void aRowThatIsNotTrueAnyMoreIsAFaultAndThoseOfOthersAreLeftAlone() {
        assertThat(faults(MORE))
                .singleElement()
                .asString()
                .contains("Differences: this is not so (any more)", "`GET /api/a/{b}`");
    }

    @Test
    void aPageWithoutItsSectionsIsRefused() {
        assertThatThrownBy(() -> KnownDeviations.parse("# Page\n"))
                .hasMessageContaining("## Additions");
    }

    private List<String> faults(Deviation... found) {
        return known.faults(List.of(found), path -> path.startsWith("/api/"));
    }
}
