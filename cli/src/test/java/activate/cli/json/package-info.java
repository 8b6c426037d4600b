@NullMarked
package activate.cli.json;

import org.jspecify.annotations.NullMarked;
