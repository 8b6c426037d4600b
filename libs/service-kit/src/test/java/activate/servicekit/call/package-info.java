@NullMarked
package activate.servicekit.call;

import org.jspecify.annotations.NullMarked;
