package activate.agenthub.dial;

import activate.servicekit.problem.ProblemCode;

/** Errors of reaching a node. */
final class DialProblems {
    static final ProblemCode CLUSTER_OFFLINE =
            new ProblemCode("cluster_offline", 409, "The cluster cannot be reached now.");
    static final ProblemCode LIMIT = new ProblemCode("limit", 429, "Too many open connections.");

    private DialProblems() {}
}
