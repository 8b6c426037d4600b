package activate.agenthub.body;

import activate.servicekit.log.LogText;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a body, place by place; the first few places are told. */
public final class Faults {
    private static final int MOST_TOLD = 16;

    private final List<FieldError> errors = new ArrayList<>();

    /** Something else was expected at {@code pointer}. */
    void add(String pointer, String expected) {
        if (errors.size() < MOST_TOLD) {
            String place = LogText.of(pointer);
            errors.add(FieldError.at(place, place + " (expected: " + expected + ")"));
        }
    }

    /** Throws what was found wrong, all at once. */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors.getFirst().detail(), errors);
        }
    }

    /** The place of {@code member} in the object at {@code pointer}, as RFC 6901 writes it. */
    static String below(String pointer, String member) {
        return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
    }
}
