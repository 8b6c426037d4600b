/** Start at {@link activate.testkit.problem.ProblemCodesTest}. */
@NullMarked
package activate.testkit.problem;

import org.jspecify.annotations.NullMarked;
