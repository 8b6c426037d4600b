/** Tests of the package of the same name. */
@NullMarked
package activate.embedded.vault;

import org.jspecify.annotations.NullMarked;
