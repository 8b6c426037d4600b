/** Tests of the package of the same name. */
@NullMarked
package activate.standalone.service;

import org.jspecify.annotations.NullMarked;
