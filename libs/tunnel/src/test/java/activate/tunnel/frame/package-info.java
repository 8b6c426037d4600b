/// Unit tests of the package of the same name. Start at the class named like the one of interest.
@NullMarked
package activate.tunnel.frame;

import org.jspecify.annotations.NullMarked;
