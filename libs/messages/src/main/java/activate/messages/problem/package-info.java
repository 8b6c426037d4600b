/**
 * What each problem code means and what to do about it, in one list, {@code problems.tsv} among the
 * resources: for the page that a problem leads to, the command line and {@code docs/problems.md}.
 * Start reading at {@link activate.messages.problem.ProblemGuide}.
 */
@NullMarked
package activate.messages.problem;

import org.jspecify.annotations.NullMarked;
