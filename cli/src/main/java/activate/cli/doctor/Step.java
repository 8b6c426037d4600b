package activate.cli.doctor;

import activate.cli.failure.Failure;
import java.io.IOException;

/**
 * One step of the way.
 *
 * @param name a word for programs and people
 */
record Step(String name, Check check) {
    /** Looks whether the step can be gone. */
    interface Check {
        /**
         * @throws Failure when the way ends here
         */
        StepFinding run() throws Failure, IOException;
    }
}
