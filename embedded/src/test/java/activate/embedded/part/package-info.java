/** Tests of the package of the same name. */
@NullMarked
package activate.embedded.part;

import org.jspecify.annotations.NullMarked;
