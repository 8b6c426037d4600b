/**
 * The four backing stores, each as one descriptor: embedded, or run by somebody else and given
 * logins for the services. Start reading at {@link activate.standalone.store.Store}.
 */
@NullMarked
package activate.standalone.store;

import org.jspecify.annotations.NullMarked;
