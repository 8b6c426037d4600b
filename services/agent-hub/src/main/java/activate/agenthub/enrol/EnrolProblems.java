package activate.agenthub.enrol;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** Errors of enrolment. */
final class EnrolProblems {
    private static final ProblemCode TOKEN_INVALID =
            new ProblemCode(
                    "registration_token_invalid",
                    401,
                    "The registration token is wrong, used, expired or revoked.");

    static final ProblemCode TOKEN_NOT_FOUND =
            new ProblemCode("registration_token_not_found", 404, "There is no such token.");

    static final ProblemCode NODE_LIMIT =
            new ProblemCode("node_limit", 409, "There are as many nodes as there may be.");
    static final ProblemCode TOKEN_LIMIT =
            new ProblemCode("token_limit", 409, "There are as many tokens as there may be.");

    private EnrolProblems() {}

    /** Wrong, used, expired and revoked look the same from outside. */
    static Problem tokenInvalid() {
        return Problem.of(
                TOKEN_INVALID,
                "The registration token is wrong, used, expired or revoked. Ask for a new one.");
    }
}
