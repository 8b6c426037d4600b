/**
 * Input as it may be, before anybody makes something of it. Start reading at {@link
 * activate.servicekit.input.StrictJson}.
 */
@NullMarked
package activate.servicekit.input;

import org.jspecify.annotations.NullMarked;
