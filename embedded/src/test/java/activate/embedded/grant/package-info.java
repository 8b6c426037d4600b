@NullMarked
package activate.embedded.grant;

import org.jspecify.annotations.NullMarked;
