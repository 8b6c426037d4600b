package activate.ingress.limit;

import io.vertx.core.http.HttpConnection;

/**
 * One client connection: whether a request is open on it and until when it may stay without one.
 * Event loop only.
 */
public final class ConnectionWatch {

    private final HttpConnection connection;
    private final Admission admission;
    private final Runnable onRelease;
    private int requests;
    private boolean released;
    private long deadlineNanos;

    ConnectionWatch(
            HttpConnection connection,
            Admission admission,
            long deadlineNanos,
            Runnable onRelease) {
        this.connection = connection;
        this.admission = admission;
        this.deadlineNanos = deadlineNanos;
        this.onRelease = onRelease;
    }

    public Admission admission() {
        return admission;
    }

    public void requestBegins() {
        requests++;
    }

    public void requestEnds(long nextDeadlineNanos) {
        requests--;
        deadlineNanos = nextDeadlineNanos;
    }

    /**
     * To be called when the socket is gone; an upgraded socket tells it itself, its connection no
     * longer does.
     */
    public void release() {
        if (!released) {
            released = true;
            onRelease.run();
        }
    }

    boolean isOverdue(long nowNanos) {
        return requests == 0 && nowNanos - deadlineNanos > 0;
    }

    void close() {
        connection.close();
    }
}
