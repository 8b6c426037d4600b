/** Tests of the package of the same name. */
@NullMarked
package activate.embedded.mongo;

import org.jspecify.annotations.NullMarked;
