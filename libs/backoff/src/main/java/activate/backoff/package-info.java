/**
 * How long to wait before something that failed is tried again. Services, agent and supervisor all
 * take it from here; start reading at {@link activate.backoff.Backoff}.
 */
@NullMarked
package activate.backoff;

import org.jspecify.annotations.NullMarked;
