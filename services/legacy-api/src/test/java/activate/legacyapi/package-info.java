/** The service as its callers meet it. Start reading at {@link Api}. */
@NullMarked
package activate.legacyapi;

import org.jspecify.annotations.NullMarked;
