@NullMarked
package activate.standalone.grant;

import org.jspecify.annotations.NullMarked;
