/**
 * What the tests of services stand on: the embedded stores, or real ones where {@code
 * ACTIVATE_TEST_<STORE>_URL} names them, and the keys of services. Start reading at {@link
 * activate.testkit.store.TestStores}.
 */
@NullMarked
package activate.testkit.store;

import org.jspecify.annotations.NullMarked;
