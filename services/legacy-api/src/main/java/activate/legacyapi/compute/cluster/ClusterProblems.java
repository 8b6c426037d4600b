package activate.legacyapi.compute.cluster;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** What goes wrong with clusters. */
public final class ClusterProblems {
    private static final ProblemCode NAME_TAKEN =
            new ProblemCode("cluster_name_taken", 409, "There is a cluster of this name.");
    private static final ProblemCode TYPE_NOT_OFFERED =
            new ProblemCode("cluster_type_not_offered", 400, "This type cannot be made here.");

    private ClusterProblems() {}

    /** The same answer whether there is none or it is not the caller's to see. */
    public static Problem notFound(String name) {
        return Problem.of(
                ProblemCode.CLUSTER_NOT_FOUND, "There is no cluster of this name: " + name);
    }

    /** Another one has the name. */
    public static Problem nameTaken(String name) {
        return Problem.of(NAME_TAKEN, "There is a cluster of this name already: " + name);
    }

    /** A type of the contract that this platform does not make. */
    public static Problem typeNotOffered(String type) {
        return Problem.of(
                TYPE_NOT_OFFERED,
                "type: "
                        + type.substring(0, Math.min(type.length(), 100))
                        + " (expected: existing; clouds are not connected)");
    }
}
