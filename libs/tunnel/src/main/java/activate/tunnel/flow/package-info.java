/// Credit, queues, memory and the order of sending: everything that bounds and schedules bytes.
/// Nothing here knows frames or sessions. Start at {@link activate.tunnel.flow.ReceiveWindow} and
/// {@link activate.tunnel.flow.FlowScheduler}.
@NullMarked
package activate.tunnel.flow;

import org.jspecify.annotations.NullMarked;
