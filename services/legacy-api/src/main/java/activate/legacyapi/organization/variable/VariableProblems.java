package activate.legacyapi.organization.variable;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** What goes wrong with variables. */
final class VariableProblems {
    private static final ProblemCode EXISTS =
            new ProblemCode("variable_exists", 409, "There is a variable of this key.");
    private static final ProblemCode NOT_FOUND =
            new ProblemCode("variable_not_found", 404, "There is no such variable.");

    private VariableProblems() {}

    static Problem exists(String key) {
        return Problem.of(EXISTS, "There is a variable of this key already: " + key);
    }

    static Problem notFound(String key) {
        return Problem.of(NOT_FOUND, "There is no variable of this key: " + key);
    }

    /** Nobody who sees a secret variable sees its value, so it does not become plain either. */
    static Problem valueNeeded() {
        return Problem.invalid(
                "/value", "value: (expected: the value, because that of a secret is never shown)");
    }
}
