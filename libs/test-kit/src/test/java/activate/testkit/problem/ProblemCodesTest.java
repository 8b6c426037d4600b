package activate.testkit.problem;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.document.Checkout;
import activate.testkit.document.GeneratedDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One code means one thing, whoever answers with it; all of them stand in docs/problems.md. */
final class ProblemCodesTest {
    private static final String EDGE = "services/ingress/";
    private static final String CLI = "cli/src/main/java/activate/cli/api/Refusal.java";
    private static final String DIALS =
            "libs/messages/src/main/java/activate/messages/tunnel/DialCode.java";
    private static final String GUIDE =
            "libs/messages/src/main/resources/activate/messages/problem/problems.tsv";
    private static final Pattern WORD = Pattern.compile("\"([a-z]+(?:_[a-z]+)*)\"");
    private static final Pattern DIAL = Pattern.compile("/\\*\\* ([^*]+) \\*/\\s+([A-Z]+)[,;]");

    private final Map<String, String> sources = Sources.all();
    private final List<DeclaredProblem> problems = DeclaredProblem.in(sources);

    private Map<String, List<DeclaredProblem>> byCode() {
        return problems.stream().collect(groupingBy(DeclaredProblem::code, TreeMap::new, toList()));
    }

    @Test
    void oneCodeHasOneTitleAndOneStatus() {
        byCode().forEach(
                        (code, all) -> {
                            assertThat(all.stream().map(DeclaredProblem::title).collect(toSet()))
                                    .as("titles of %s in %s", code, all)
                                    .hasSize(1);
                            assertThat(all.stream().map(DeclaredProblem::status).collect(toSet()))
                                    .as("statuses of %s in %s", code, all)
                                    .hasSize(1);
                        });
    }

    /** What several services answer with stands in service-kit, which the edge does without. */
    @Test
    void aCodeIsDeclaredOnceAndOnceMoreAtTheEdge() {
        for (boolean edge : new boolean[] {true, false}) {
            byCode().forEach(
                            (code, all) ->
                                    assertThat(
                                                    all.stream()
                                                            .map(DeclaredProblem::file)
                                                            .filter(
                                                                    file ->
                                                                            file.startsWith(EDGE)
                                                                                    == edge)
                                                            .distinct())
                                            .as("declarations of %s", code)
                                            .hasSizeLessThanOrEqualTo(1));
        }
    }

    @Test
    void theCommandLineKnowsNoCodeThatNobodySends() {
        Set<String> sent = new HashSet<>(byCode().keySet());
        sent.addAll(dialCodes().keySet());

        assertThat(sent).containsAll(codesOfTheCommandLine());
    }

    private Set<String> codesOfTheCommandLine() {
        String text = source(CLI);
        Set<String> codes = new HashSet<>();
        text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("case \""))
                .flatMap(line -> WORD.matcher(line).results())
                .forEach(hit -> codes.add(hit.group(1)));
        assertThat(codes).as("codes in %s", CLI).contains("dial_refused", "cluster_offline");
        return codes;
    }

    /** Why a node was not reached, by the code that is told on the socket. */
    private Map<String, String> dialCodes() {
        Map<String, String> codes = new TreeMap<>();
        DIAL.matcher(source(DIALS))
                .results()
                .filter(hit -> !hit.group(2).equals("LIMIT"))
                .forEach(
                        hit ->
                                codes.put(
                                        "dial_" + hit.group(2).toLowerCase(Locale.ROOT),
                                        hit.group(1)));
        assertThat(codes).as("codes in %s", DIALS).isNotEmpty();
        return codes;
    }

    private String source(String file) {
        String text = sources.get(file);
        assertThat(text).as(file).isNotNull();
        return String.valueOf(text);
    }

    @Test
    void theGuideKnowsEachCodeAsItIsDeclared() {
        Map<String, String> declared = new TreeMap<>();
        byCode().forEach(
                        (code, all) ->
                                declared.put(
                                        code,
                                        all.getFirst().status() + " " + all.getFirst().title()));
        dialCodes().forEach((code, meaning) -> declared.put(code, "- " + meaning));

        Map<String, String> guided = new TreeMap<>();
        guide().forEach((code, row) -> guided.put(code, row.get(0) + " " + row.get(1)));

        assertThat(guided).isEqualTo(declared);
        assertThat(guide().values()).allSatisfy(row -> assertThat(row).doesNotContain(""));
    }

    /** Status, title, meaning and advice by code. */
    private static Map<String, List<String>> guide() {
        try {
            return Files.readAllLines(Checkout.root().resolve(GUIDE)).stream()
                    .map(line -> List.of(line.split("\t", -1)))
                    .collect(
                            toMap(
                                    List::getFirst,
                                    row -> row.subList(1, 5),
                                    (a, _) -> a,
                                    TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void everyCodeIsDocumented() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        Map<String, List<String>> guide = guide();
        byCode().forEach(
                        (code, all) ->
                                text.append(
                                        "| `%s` | %d | %s | %s | %s |\n"
                                                .formatted(
                                                        code,
                                                        all.getFirst().status(),
                                                        all.getFirst().title(),
                                                        from(all),
                                                        advice(guide, code))));
        text.append(SOCKET);
        dialCodes()
                .forEach(
                        (code, meaning) ->
                                text.append(
                                        "| `%s` | %s | %s |\n"
                                                .formatted(code, meaning, advice(guide, code))));
        GeneratedDocument.whole("problems.md").check(text.toString());
    }

    private static String advice(Map<String, List<String>> guide, String code) {
        List<String> row = guide.get(code);
        return row == null ? "" : row.get(2) + " " + row.get(3);
    }

    private static String from(List<DeclaredProblem> all) {
        return all.stream()
                .map(problem -> Sources.module(problem.file()))
                .map(module -> module.equals("libs/service-kit") ? "every service" : module)
                .map(module -> module.replace("services/", ""))
                .distinct()
                .sorted()
                .collect(joining(", "));
    }

    private static final String INTRODUCTION =
            """
            # Problems

            A refusal is `application/problem+json` (RFC 9457). Programs test `code`; its `title` is always the same.
            `type` leads to a page that says what stands here. `detail` says what is wrong this time; with 429 and 503 `Retry-After` says when to come again.
            `invalid_request` also comes with the other statuses from 400 to 499 that a framework answers with.

            | Code | Status | Title | From | What it means, and what to do |
            |---|---|---|---|---|
            """;

    private static final String SOCKET =
            """

            ## On an open socket

            Why a node was not reached comes as `{"type":"error","code":…,"message":…}`; see [tunnel.md](tunnel.md).

            | Code | Meaning | What it means, and what to do |
            |---|---|---|
            """;
}
