/** Start at {@link activate.standalone.command.ActivateTest}. */
@NullMarked
package activate.standalone.command;

import org.jspecify.annotations.NullMarked;
