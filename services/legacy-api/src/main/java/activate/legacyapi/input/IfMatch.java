package activate.legacyapi.input;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The condition that a document has not changed since the caller read it. */
public final class IfMatch {
    /** The header that carries the version. */
    public static final String HEADER = "If-Match";

    private static final ProblemCode VERSION_CHANGED =
            new ProblemCode("version_changed", 412, "Somebody else has changed this.");

    private IfMatch() {}

    /** Refuses another version than the one in the header; without a header, none. */
    public static void require(@Nullable String header, long version) {
        if (header != null && !header.replace("\"", "").equals(Long.toString(version))) {
            throw Problem.of(
                    VERSION_CHANGED,
                    "It has changed meanwhile, and is now at version " + version + ".");
        }
    }
}
