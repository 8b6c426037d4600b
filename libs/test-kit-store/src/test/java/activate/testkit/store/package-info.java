/** Tests of the stores for tests. Start at {@link activate.testkit.store.StoppableLinkTest}. */
@NullMarked
package activate.testkit.store;

import org.jspecify.annotations.NullMarked;
