@NullMarked
package activate.standalone.platform;

import org.jspecify.annotations.NullMarked;
