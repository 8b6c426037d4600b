package activate.tunnel.flow;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Deficit round robin with the new-flow rule of fq_codel, after a control lane.
///
/// Constant time a turn, whatever the number of flows: only flows that became sendable are listed.
public final class FlowScheduler<F extends Flow> {
    /// What a sparse flow may send in a round in which everything else has to wait.
    private static final int SPARSE_ROUND_BYTES = 4 * 1024;

    private final int quantum;
    private final ArrayDeque<F> control = new ArrayDeque<>(2);
    private final ArrayDeque<F> fresh = new ArrayDeque<>();
    private final ArrayDeque<F> turn = new ArrayDeque<>();
    private long round = 1;

    public FlowScheduler(int quantum) {
        this.quantum = quantum;
    }

    /// Lists a flow that may have become sendable; does nothing when it is listed already.
    public void activate(F flow) {
        if (flow.listed) {
            return;
        }
        flow.listed = true;
        flow.deficit = quantum;
        switch (flow.lane()) {
            case CONTROL -> control.add(flow);
            case SPARSE -> fresh.add(flow);
            case TURN -> turn.add(flow);
        }
    }

    /// The flow whose turn it is; null when none is sendable.
    ///
    /// @param open false lets only control and sparse flows pass, each with little
    public @Nullable F next(boolean open) {
        while (true) {
            ArrayDeque<F> list = !control.isEmpty() ? control : !fresh.isEmpty() ? fresh : turn;
            F flow = list.peek();
            if (flow == null || (list == turn && !open)) {
                return null;
            }
            if (!flow.isSendable()) {
                leave(list, flow);
            } else if (list == control) {
                return flow;
            } else if (flow.deficit <= 0) {
                list.remove();
                flow.deficit += quantum;
                turn.add(flow);
            } else if (list == fresh && !open && !isSparse(flow)) {
                list.remove();
                turn.add(flow);
            } else {
                return flow;
            }
        }
    }

    /// Whether something would be sendable if it were open.
    public boolean isHoldingBack() {
        return !turn.isEmpty();
    }

    private boolean isSparse(F flow) {
        return flow.round != round || flow.roundBytes < SPARSE_ROUND_BYTES;
    }

    /// Charges a turn to the flow.
    public void sent(F flow, int bytes) {
        flow.deficit -= bytes;
        if (flow.round != round) {
            flow.round = round;
            flow.roundBytes = 0;
        }
        flow.roundBytes += bytes;
    }

    /// Every sparse flow may send its share again.
    public void nextRound() {
        round++;
    }

    private void leave(ArrayDeque<F> list, F flow) {
        list.remove();
        if (list == fresh && !turn.isEmpty()) {
            // A flow that sent its quantum must wait for the others once before it counts as new
            // again.
            turn.add(flow);
        } else {
            flow.listed = false;
        }
    }

    public void clear() {
        control.clear();
        fresh.clear();
        turn.clear();
    }
}
