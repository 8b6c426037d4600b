/** Tests of the package of the same name. */
@NullMarked
package activate.servicekit.consume;

import org.jspecify.annotations.NullMarked;
