/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.postgres;

import org.jspecify.annotations.NullMarked;
