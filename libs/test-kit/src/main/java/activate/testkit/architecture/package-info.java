/** The architecture as rules. A module calls {@link ArchitectureRules#check} in one plain test. */
@NullMarked
package activate.testkit.architecture;

import org.jspecify.annotations.NullMarked;
