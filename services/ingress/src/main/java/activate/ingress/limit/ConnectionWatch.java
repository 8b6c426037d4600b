package activate.ingress.limit;

import io.vertx.core.http.HttpConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One client connection: whether a request is open on it and until when it may stay without one.
 * Event loop only.
 */
public final class ConnectionWatch {

    private final HttpConnection connection;
    private final Admission admission;
    private final Runnable onRelease;
    private final Set<Runnable> openRequests = new HashSet<>();
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

    /**
     * Notes an open request; {@code ended} runs if the connection goes before the request has
     * ended.
     */
    public void requestBegins(Runnable ended) {
        openRequests.add(ended);
    }

    public void requestEnds(Runnable ended, long nextDeadlineNanos) {
        openRequests.remove(ended);
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
            // A response that was reset tells nobody when its connection closes.
            List.copyOf(openRequests).forEach(Runnable::run);
        }
    }

    boolean isOverdue(long nowNanos) {
        return openRequests.isEmpty() && nowNanos - deadlineNanos > 0;
    }

    void close() {
        CutOff.now(connection);
    }
}
