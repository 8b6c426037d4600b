/** Tests of what a process holds open. Start at {@link FreePortTest}. */
@NullMarked
package activate.testkit.resource;

import org.jspecify.annotations.NullMarked;
