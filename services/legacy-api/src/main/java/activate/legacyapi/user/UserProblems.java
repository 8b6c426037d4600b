package activate.legacyapi.user;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** What goes wrong with users. */
final class UserProblems {
    private static final ProblemCode NOT_FOUND =
            new ProblemCode("user_not_found", 404, "There is no such user.");
    private static final ProblemCode TAKEN =
            new ProblemCode("user_exists", 409, "There is such a user.");

    private UserProblems() {}

    static Problem notFound(String username) {
        return Problem.of(NOT_FOUND, "There is no user of this name: " + username);
    }

    static Problem taken(String username) {
        return Problem.of(TAKEN, "The user name or the address belongs to somebody: " + username);
    }
}
