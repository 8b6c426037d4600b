/**
 * What each service may do in each store, as one table, and that table in the words of each store.
 * Start reading at {@link activate.standalone.grant.ServiceGrants}.
 */
@NullMarked
package activate.standalone.grant;

import org.jspecify.annotations.NullMarked;
