/** Tests of what holds services against the contract. Start at {@code OperationComparisonTest}. */
@NullMarked
package activate.testkit.contract;

import org.jspecify.annotations.NullMarked;
