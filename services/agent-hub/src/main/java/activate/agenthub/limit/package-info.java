/** Shares: how much of the hub one node, user or token may hold at once, or in a time. */
@NullMarked
package activate.agenthub.limit;

import org.jspecify.annotations.NullMarked;
