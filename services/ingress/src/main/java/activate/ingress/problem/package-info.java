/**
 * Answers of the edge itself when it refuses a request or has no upstream to ask.
 *
 * <p>Start at {@link activate.ingress.problem.EdgeProblems}, the list of all of them.
 */
@NullMarked
package activate.ingress.problem;

import org.jspecify.annotations.NullMarked;
