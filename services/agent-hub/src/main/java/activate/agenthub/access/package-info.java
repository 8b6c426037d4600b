/**
 * Who may reach what: the hub's own copy of clusters and of the keys that verify user tokens, so
 * that it can decide while legacy-api is away. Start at {@link activate.agenthub.access.Callers}.
 */
@NullMarked
package activate.agenthub.access;

import org.jspecify.annotations.NullMarked;
