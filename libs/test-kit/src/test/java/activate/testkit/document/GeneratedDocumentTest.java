package activate.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeneratedDocumentTest {

    private Path root;
    private Path file;

    @BeforeEach
    void makeDocs(@TempDir Path folder) throws IOException {
        root = folder;
        file = Files.createDirectory(root.resolve("docs")).resolve("page.md");
    }

    @Test
    void whatIsWrittenIsUpToDateAfterwards() throws IOException {
        document("", true).check("# Page\n\none\n");

        document("", false).check("# Page\n\none");

        assertThat(file).hasContent(GeneratedDocument.NOTE + "\n# Page\n\none\n");
    }

    @Test
    void anotherTextIsRefusedWithPlaceAndCommand() throws IOException {
        document("", true).check("# Page\n\none\ntwo\n");

        assertThatThrownBy(() -> document("", false).check("# Page\n\none\n2\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "docs/page.md is not what the code says (line 6 is \"two\", should be"
                                + " \"2\"): write it anew with `./mvnw -q -Dquick -pl services/some"
                                + " -am -Dgroups=document -Ddocs.write test` and commit it");
    }

    @Test
    void aMissingDocumentAndMissingOrFurtherLinesAreRefused() throws IOException {
        assertThatThrownBy(() -> document("", false).check("# Page"))
                .hasMessageContaining("line 1 is missing");

        document("", true).check("# Page\none");
        assertThatThrownBy(() -> document("", false).check("# Page\none\ntwo"))
                .hasMessageContaining("line 5 is missing, should be \"two\"");
        assertThatThrownBy(() -> document("", false).check("# Page"))
                .hasMessageContaining("line 4 is \"one\", should not be there");
    }

    @Test
    void aSectionIsFilledAndTheRestIsLeftAlone() throws IOException {
        String page = "# Page\n\n<!-- generated: list -->\n%s<!-- end: list -->\n\nby hand\n";
        Files.writeString(file, page.formatted("old\n"));

        document("list", true).check("- new");

        assertThat(file).hasContent(page.formatted("\n- new\n\n"));
        document("list", false).check("- new");
        assertThatThrownBy(() -> document("list", false).check("- newer"))
                .hasMessageContaining("line 5 is \"- new\", should be \"- newer\"");
    }

    @Test
    void aSectionWithoutItsMarkersIsRefusedAlsoWhenWriting() throws IOException {
        Files.writeString(file, "# Page\n");

        assertThatThrownBy(() -> document("list", true).check("- new"))
                .hasMessage(
                        "docs/page.md needs the lines <!-- generated: list --> and <!-- end: list"
                                + " -->");
        assertThat(file).hasContent("# Page\n");
    }

    @Test
    void theCheckoutIsFoundFromItsModules() {
        assertThat(Checkout.root().resolve("docs/testing.md")).exists();
        assertThat(Checkout.root().resolve(Checkout.module()).resolve("pom.xml")).exists();
    }

    private GeneratedDocument document(String section, boolean write) {
        return new GeneratedDocument(root, "page.md", section, "services/some", write);
    }
}
