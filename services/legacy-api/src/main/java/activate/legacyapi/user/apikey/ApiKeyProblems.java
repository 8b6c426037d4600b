package activate.legacyapi.user.apikey;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** What goes wrong with API keys. */
final class ApiKeyProblems {
    private static final ProblemCode TITLE_TAKEN =
            new ProblemCode("api_key_title_taken", 409, "You have a key of this title.");
    private static final ProblemCode NO_KEY =
            new ProblemCode("api_key_not_found", 404, "There is no such key.");
    private static final ProblemCode REPEATED =
            new ProblemCode("api_key_created_already", 409, "This request was carried out before.");

    private ApiKeyProblems() {}

    static Problem titleTaken(String title) {
        return Problem.of(TITLE_TAKEN, "You have a key of this title already: " + title);
    }

    static Problem noKey() {
        return Problem.of(NO_KEY, "You have no key of this title or id.");
    }

    /** The secret is shown once only, so a repetition cannot be given the same answer. */
    static Problem repeated(String title) {
        return Problem.of(
                REPEATED,
                "The key was made by an earlier request with this Idempotency-Key, and is shown"
                        + " only once. Delete it and make another: "
                        + title);
    }
}
