/** Tests of the package of the same name. */
@NullMarked
package activate.servicekit.outbox;

import org.jspecify.annotations.NullMarked;
