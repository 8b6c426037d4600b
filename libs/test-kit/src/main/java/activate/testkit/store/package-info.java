/**
 * What the tests of services stand on: a broker, MongoDB, Vault, and the keys of services. Start at
 * {@link TestBroker}. The libraries behind them are optional dependencies: a module that uses one
 * names it.
 */
@NullMarked
package activate.testkit.store;

import org.jspecify.annotations.NullMarked;
