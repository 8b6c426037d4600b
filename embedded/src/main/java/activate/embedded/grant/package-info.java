/**
 * What each service may do in each store, as one table, and that table in the words of each store.
 * Start reading at {@link activate.embedded.grant.ServiceGrants}.
 */
@NullMarked
package activate.embedded.grant;

import org.jspecify.annotations.NullMarked;
