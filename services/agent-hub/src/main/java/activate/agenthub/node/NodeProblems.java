package activate.agenthub.node;

import activate.servicekit.problem.ProblemCode;

/** Errors about nodes. */
public final class NodeProblems {
    public static final ProblemCode NODE_KEY_INVALID =
            new ProblemCode(
                    "node_key_invalid", 401, "The node's API key is not known or was revoked.");

    private NodeProblems() {}
}
