/**
 * Who calls: user tokens are verified with the hub's own copy of keys and revocations, so that it
 * can decide while legacy-api is away. Start at {@link Callers}.
 */
@NullMarked
package activate.agenthub.caller;

import org.jspecify.annotations.NullMarked;
