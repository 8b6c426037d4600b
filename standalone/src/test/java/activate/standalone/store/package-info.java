/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.store;

import org.jspecify.annotations.NullMarked;
