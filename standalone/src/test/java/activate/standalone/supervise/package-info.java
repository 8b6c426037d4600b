/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.supervise;

import org.jspecify.annotations.NullMarked;
