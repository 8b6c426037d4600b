/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.vault;

import org.jspecify.annotations.NullMarked;
