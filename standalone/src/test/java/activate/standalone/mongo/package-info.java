/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.mongo;

import org.jspecify.annotations.NullMarked;
