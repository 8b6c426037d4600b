package activate.agenthub.node;

import activate.servicekit.problem.ProblemCode;

/** Errors about nodes. */
final class NodeProblems {
    static final ProblemCode NODE_KEY_INVALID =
            new ProblemCode(
                    "node_key_invalid", 401, "The node's API key is not known or was revoked.");
    static final ProblemCode NODE_NOT_FOUND =
            new ProblemCode("node_not_found", 404, "The cluster has no such node.");

    private NodeProblems() {}
}
