/**
 * The page to which the {@code type} of a problem leads. Start reading at {@link
 * activate.legacyapi.problem.ProblemResource}.
 */
@NullMarked
package activate.legacyapi.problem;

import org.jspecify.annotations.NullMarked;
