/**
 * The tunnel to the platform: connects, proves the key, drives the yamux session, connects again.
 * Start reading at {@link activate.agent.link.KeepLink}.
 */
@NullMarked
package activate.agent.link;

import org.jspecify.annotations.NullMarked;
