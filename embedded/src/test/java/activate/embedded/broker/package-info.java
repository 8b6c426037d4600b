/** Tests of the package of the same name. */
@NullMarked
package activate.embedded.broker;

import org.jspecify.annotations.NullMarked;
