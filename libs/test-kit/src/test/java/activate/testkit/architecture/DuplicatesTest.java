package activate.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.sourceforge.pmd.cpd.CPDConfiguration;
import net.sourceforge.pmd.cpd.CpdAnalysis;
import net.sourceforge.pmd.cpd.Match;
import net.sourceforge.pmd.lang.java.JavaLanguageModule;
import org.junit.jupiter.api.Test;

/** What stands in two modules belongs into a library: how much there is may only fall. */
final class DuplicatesTest {
    private static final Path BOUND = Checkout.root().resolve("build-tools/duplicate-lines.txt");
    private static final int TOKENS = 40;

    /** Of {@code services/NAME/src/main/java}. */
    private static final int DEPTH = 5;

    @Test
    void linesThatStandInTwoModulesBecomeFewer() throws IOException {
        // Given
        int bound = Integer.parseInt(Files.readString(BOUND).strip());

        // When
        List<Path> sources = mainSources();
        List<String> found = new ArrayList<>();
        int lines = duplicateLines(sources, found);

        // Then
        assertThat(sources).hasSizeGreaterThan(10);
        assertThat(lines)
                .as(
                        "%d lines stand in two modules: move them to a library.%n%s",
                        lines, String.join("\n", found))
                .isLessThanOrEqualTo(bound);
        assertThat(lines)
                .as("Fewer duplicates than before: write %d into %s", lines, BOUND)
                .isEqualTo(bound);
    }

    private static int duplicateLines(List<Path> sources, List<String> found) throws IOException {
        CPDConfiguration configuration = new CPDConfiguration();
        configuration.setOnlyRecognizeLanguage(JavaLanguageModule.getInstance());
        configuration.setMinimumTileSize(TOKENS);
        int[] lines = new int[1];
        try (CpdAnalysis analysis = CpdAnalysis.create(configuration)) {
            for (Path source : sources) {
                analysis.files().addFileOrDirectory(source);
            }
            analysis.performAnalysis(
                    report ->
                            report.getMatches().stream()
                                    .filter(DuplicatesTest::isAcrossModules)
                                    .forEach(
                                            match -> {
                                                lines[0] += match.getLineCount();
                                                found.add(text(match));
                                            }));
        }
        return lines[0];
    }

    private static List<Path> mainSources() throws IOException {
        try (Stream<Path> paths =
                Files.find(Checkout.root(), DEPTH, DuplicatesTest::isMainSource)) {
            return paths.sorted().toList();
        }
    }

    private static boolean isMainSource(Path path, BasicFileAttributes attributes) {
        return attributes.isDirectory() && path.endsWith("src/main/java");
    }

    private static boolean isAcrossModules(Match match) {
        return match.getMarkSet().stream()
                        .map(mark -> module(mark.getLocation().getFileId().getAbsolutePath()))
                        .distinct()
                        .count()
                > 1;
    }

    private static String module(String file) {
        return file.substring(0, file.indexOf("/src/main/java/"));
    }

    private static String text(Match match) {
        return match.getLineCount()
                + " lines: "
                + String.join(
                        ", ",
                        match.getMarkSet().stream()
                                .map(mark -> mark.getLocation().startPosToStringWithFile())
                                .toList());
    }
}
