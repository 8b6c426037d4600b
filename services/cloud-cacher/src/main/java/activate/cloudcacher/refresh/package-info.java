/**
 * When the cache is brought up to date: at start, when an account changes, and from time to time.
 *
 * <p>Start at {@link activate.cloudcacher.refresh.RefreshCatalog}.
 */
@NullMarked
package activate.cloudcacher.refresh;

import org.jspecify.annotations.NullMarked;
