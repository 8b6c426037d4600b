/** Start at {@link activate.legacyapi.problem.ProblemResourceTest}. */
@NullMarked
package activate.legacyapi.problem;

import org.jspecify.annotations.NullMarked;
