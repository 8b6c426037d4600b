/**
 * Stores for tests: embedded ones that keep nothing. Start at {@link EmbeddedBroker}. The libraries
 * behind them are optional dependencies: a module that uses one names it.
 */
@NullMarked
package activate.testkit.store;

import org.jspecify.annotations.NullMarked;
