/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.settings;

import org.jspecify.annotations.NullMarked;
