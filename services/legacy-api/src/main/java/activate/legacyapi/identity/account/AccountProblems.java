package activate.legacyapi.identity.account;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** What goes wrong with accounts. */
public final class AccountProblems {
    private static final ProblemCode NOT_FOUND =
            new ProblemCode("user_not_found", 404, "There is no such user.");
    private static final ProblemCode TAKEN =
            new ProblemCode("user_exists", 409, "There is such a user.");

    private AccountProblems() {}

    /** The same answer whether there is none or it is not the caller's to see. */
    public static Problem notFound(String username) {
        return Problem.of(NOT_FOUND, "There is no user of this name: " + username);
    }

    /** The name or the address is not free. */
    public static Problem taken(String username) {
        return Problem.of(TAKEN, "The user name or the address belongs to somebody: " + username);
    }
}
