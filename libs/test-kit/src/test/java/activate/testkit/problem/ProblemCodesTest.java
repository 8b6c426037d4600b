package activate.testkit.problem;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.document.GeneratedDocument;
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
    private static final Pattern WORD = Pattern.compile("\"([a-z]+(?:_[a-z]+)*)\"");
    private static final Pattern DIAL = Pattern.compile("/\\*\\* ([^*]+) \\*/\\s+([A-Z]+)[,;]");
    private static final Pattern HINT = Pattern.compile("\"([a-z_]+)\",\\s*\"([^\"]+)\"");

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
        Set<String> codes = new HashSet<>(hints().keySet());
        text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("case \""))
                .flatMap(line -> WORD.matcher(line).results())
                .forEach(hit -> codes.add(hit.group(1)));
        assertThat(codes).as("codes in %s", CLI).contains("dial_refused", "rate_limited");
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

    private Map<String, String> hints() {
        String text = source(CLI);
        int from = text.indexOf("HINTS");
        Map<String, String> hints = new TreeMap<>();
        HINT.matcher(text.substring(from, text.indexOf(");", from)))
                .results()
                .forEach(hit -> hints.put(hit.group(1), hit.group(2)));
        return hints;
    }

    private String source(String file) {
        String text = sources.get(file);
        assertThat(text).as(file).isNotNull();
        return String.valueOf(text);
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void everyCodeIsDocumented() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        Map<String, String> hints = hints();
        byCode().forEach(
                        (code, all) ->
                                text.append(
                                        "| `%s` | %d | %s | %s | %s |\n"
                                                .formatted(
                                                        code,
                                                        all.getFirst().status(),
                                                        all.getFirst().title(),
                                                        from(all),
                                                        hints.getOrDefault(code, ""))));
        text.append(SOCKET);
        dialCodes()
                .forEach(
                        (code, meaning) ->
                                text.append(
                                        "| `%s` | %s | %s |\n"
                                                .formatted(
                                                        code,
                                                        meaning,
                                                        hints.getOrDefault(code, ""))));
        GeneratedDocument.whole("problems.md").check(text.toString());
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
            `detail` says what is wrong this time and what to do; with 429 and 503 `Retry-After` says when to come again.
            `invalid_request` also comes with the other statuses from 400 to 499 that a framework answers with.

            | Code | Status | Title | From | What `pw` advises |
            |---|---|---|---|---|
            """;

    private static final String SOCKET =
            """

            ## On an open socket

            Why a node was not reached comes as `{"type":"error","code":…,"message":…}`; see [tunnel.md](tunnel.md).

            | Code | Meaning | What `pw` advises |
            |---|---|---|
            """;
}
