/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.home;

import org.jspecify.annotations.NullMarked;
