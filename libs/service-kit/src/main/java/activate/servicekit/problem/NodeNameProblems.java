package activate.servicekit.problem;

import activate.servicekit.log.LogText;
import java.util.List;
import java.util.Map;

/** Errors of naming a node of a cluster. */
public final class NodeNameProblems {
    private static final ProblemCode NODE_NAME_AMBIGUOUS =
            new ProblemCode("node_name_ambiguous", 409, "Several nodes have this name.");

    private NodeNameProblems() {}

    /**
     * A host name that several nodes have, as clones of one image do.
     *
     * @param asked the host name
     * @param ids of all nodes that may be meant
     */
    public static Problem ambiguous(String asked, List<String> ids) {
        return Problem.of(
                NODE_NAME_AMBIGUOUS,
                "Several nodes have the name "
                        + LogText.of(asked)
                        + ". Give the id of the one that is meant: "
                        + String.join(", ", ids),
                Map.of("nodeIds", ids));
    }
}
