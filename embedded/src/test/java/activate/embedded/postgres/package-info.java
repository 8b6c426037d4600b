/** Tests of the package of the same name. */
@NullMarked
package activate.embedded.postgres;

import org.jspecify.annotations.NullMarked;
