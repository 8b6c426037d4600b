/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.probe;

import org.jspecify.annotations.NullMarked;
