/**
 * Identifiers that cross process boundaries. Start reading at {@link UuidV7}, which makes them all.
 */
@NullMarked
package activate.messages.identity;

import org.jspecify.annotations.NullMarked;
