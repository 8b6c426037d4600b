/** How an agent comes in: admitted, proved, linked. Start reading at {@link TunnelRoute}. */
@NullMarked
package activate.agenthub.opening;

import org.jspecify.annotations.NullMarked;
