/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.broker;

import org.jspecify.annotations.NullMarked;
