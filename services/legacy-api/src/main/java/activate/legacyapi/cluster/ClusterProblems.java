package activate.legacyapi.cluster;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** What goes wrong with clusters. */
public final class ClusterProblems {
    private static final ProblemCode NOT_FOUND =
            new ProblemCode("cluster_not_found", 404, "There is no such cluster.");
    private static final ProblemCode NAME_TAKEN =
            new ProblemCode("cluster_name_taken", 409, "There is a cluster of this name.");
    private static final ProblemCode KEY_REUSED =
            new ProblemCode("idempotency_key_reused", 409, "The key belongs to another request.");
    private static final ProblemCode VERSION_CHANGED =
            new ProblemCode("version_changed", 412, "Somebody else has changed this.");
    private static final ProblemCode TYPE_NOT_OFFERED =
            new ProblemCode("cluster_type_not_offered", 400, "This type cannot be made here.");

    private ClusterProblems() {}

    /** The same answer whether there is none or it is not the caller's to see. */
    public static Problem notFound(String name) {
        return Problem.of(NOT_FOUND, "There is no cluster of this name: " + name);
    }

    /** Another one has the name. */
    public static Problem nameTaken(String name) {
        return Problem.of(NAME_TAKEN, "There is a cluster of this name already: " + name);
    }

    /** The idempotency key came with another request before. */
    static Problem keyReused() {
        return Problem.of(
                KEY_REUSED,
                "This Idempotency-Key came with another request before. Use a new one.");
    }

    /** If-Match named another version. */
    static Problem versionChanged(long version) {
        return Problem.of(
                VERSION_CHANGED, "The cluster has changed; it is now at version " + version + ".");
    }

    /** A type of the contract that this platform does not make. */
    static Problem typeNotOffered(String type) {
        return Problem.of(
                TYPE_NOT_OFFERED,
                "type: "
                        + type.substring(0, Math.min(type.length(), 100))
                        + " (expected: existing; clouds are not connected)");
    }
}
