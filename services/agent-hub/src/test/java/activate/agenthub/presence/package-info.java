/** Online, offline and usage as stored facts. */
@NullMarked
package activate.agenthub.presence;

import org.jspecify.annotations.NullMarked;
