/** Tests of the package of the same name. */
@NullMarked
package activate.embedded.home;

import org.jspecify.annotations.NullMarked;
