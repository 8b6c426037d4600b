/**
 * Holds docs/limits.md and docs/operations.md against the configuration. Start at {@code
 * LimitsDocument}.
 */
@NullMarked
package activate.testkit.limits;

import org.jspecify.annotations.NullMarked;
