/** Tests of the package of the same name. */
@NullMarked
package activate.servicekit.envelope;

import org.jspecify.annotations.NullMarked;
