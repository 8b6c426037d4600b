/** What the hub remembers of callers. */
@NullMarked
package activate.agenthub.caller;

import org.jspecify.annotations.NullMarked;
