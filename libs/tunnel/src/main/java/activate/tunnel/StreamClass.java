package activate.tunnel;

import activate.tunnel.flow.Flow.Lane;

/// How a stream's bytes are scheduled against those of the other streams of its session.
public enum StreamClass {
    /// The session's one control stream: before all data. Its messages are small.
    CONTROL(Lane.CONTROL),
    /// Whatever may be interactive: ahead of the queue as long as it sends little.
    INTERACTIVE(Lane.SPARSE),
    /// Known to be a copy: always in turn.
    BULK(Lane.TURN);

    private final Lane lane;

    StreamClass(Lane lane) {
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }
}
