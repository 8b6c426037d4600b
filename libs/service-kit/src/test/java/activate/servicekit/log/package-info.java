@NullMarked
package activate.servicekit.log;

import org.jspecify.annotations.NullMarked;
