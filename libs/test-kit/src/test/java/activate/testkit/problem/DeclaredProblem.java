package activate.testkit.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A problem code as it stands in a source file. */
record DeclaredProblem(String code, int status, String title, String file) {
    private static final String TEXT = "\"([^\"]*)\"";
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(
                    "new ProblemCode\\(\\s*" + TEXT + ",\\s*(\\d+),\\s*" + TEXT + "\\s*\\)");
    private static final Pattern OF_THE_EDGE =
            Pattern.compile(
                    "new EdgeProblem\\(\\s*(\\d+),\\s*" + TEXT + ",\\s*(?:" + TEXT + "|(\\w+)),");
    private static final Pattern ANY = Pattern.compile("new (?:ProblemCode|EdgeProblem)\\(");

    /** Codes that a variable holds: passed on, or the same with another status. */
    private static final Map<String, Integer> PASSED_ON =
            Map.of(
                    "libs/service-kit/src/main/java/activate/servicekit/call/ServiceClient.java", 1,
                    "libs/service-kit/src/main/java/activate/servicekit/problem/ProblemCode.java",
                            1);

    /** Every one of these files; fails where one cannot be read off its source. */
    static List<DeclaredProblem> in(Map<String, String> files) {
        List<DeclaredProblem> all = new ArrayList<>();
        files.forEach((file, text) -> all.addAll(in(file, text)));
        return all;
    }

    private static List<DeclaredProblem> in(String file, String text) {
        List<DeclaredProblem> found = new ArrayList<>();
        OF_A_SERVICE
                .matcher(text)
                .results()
                .forEach(
                        hit ->
                                found.add(
                                        new DeclaredProblem(
                                                hit.group(1),
                                                Integer.parseInt(hit.group(2)),
                                                hit.group(3),
                                                file)));
        OF_THE_EDGE
                .matcher(text)
                .results()
                .forEach(
                        hit ->
                                found.add(
                                        new DeclaredProblem(
                                                hit.group(2),
                                                Integer.parseInt(hit.group(1)),
                                                hit.group(3) == null
                                                        ? constant(text, hit.group(4))
                                                        : hit.group(3),
                                                file)));
        long expected = ANY.matcher(text).results().count() - PASSED_ON.getOrDefault(file, 0);
        if (found.size() != expected) {
            throw new AssertionError(
                    file + ": write code, status and title of each problem as literals");
        }
        return found;
    }

    private static String constant(String text, String name) {
        Matcher value = Pattern.compile("String " + name + " = " + TEXT + ";").matcher(text);
        if (!value.find()) {
            throw new AssertionError("the title " + name + " is no constant of its file");
        }
        return value.group(1);
    }
}
