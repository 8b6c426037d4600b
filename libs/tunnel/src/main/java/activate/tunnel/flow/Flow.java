package activate.tunnel.flow;

/// Something that takes turns in a {@link FlowScheduler}.
public abstract class Flow {
    int deficit;
    boolean listed;
    long round;
    int roundBytes;

    /// Whether a turn now would send something.
    protected abstract boolean isSendable();

    /// Where a flow that becomes sendable lines up.
    protected abstract Lane lane();

    /// Lanes in the order of their service.
    public enum Lane {
        /// Before all else; only for the session's own control stream.
        CONTROL,
        /// First one quantum ahead of the queue, then in turn: a flow that sends little is never
        /// behind one that sends much.
        SPARSE,
        /// In turn only.
        TURN
    }
}
