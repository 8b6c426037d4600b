/**
 * Which node is linked to which hub. A fenced registry: each link has a generation and the newest
 * wins; the lease is the hub's. Start at {@link activate.agenthub.presence.Presence}.
 */
@NullMarked
package activate.agenthub.presence;

import org.jspecify.annotations.NullMarked;
