/** Start at {@link activate.servicekit.problem.ProblemTest}. */
@NullMarked
package activate.servicekit.problem;

import org.jspecify.annotations.NullMarked;
