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
    private final String client;
    private final Runnable givesBack;
    private final Set<Runnable> openRequests = new HashSet<>();
    private boolean counted = true;
    private boolean released;
    private long deadlineNanos;

    ConnectionWatch(
            HttpConnection connection,
            Admission admission,
            String client,
            long deadlineNanos,
            Runnable givesBack) {
        this.connection = connection;
        this.admission = admission;
        this.client = client;
        this.deadlineNanos = deadlineNanos;
        this.givesBack = givesBack;
    }

    public Admission admission() {
        return admission;
    }

    /** The key under which its client is counted. */
    public String client() {
        return client;
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

    /** It has become a socket, which is counted elsewhere. */
    public void upgraded() {
        giveBack();
    }

    /**
     * To be called when the socket is gone; an upgraded socket tells it itself, its connection no
     * longer does.
     */
    void release() {
        if (!released) {
            released = true;
            giveBack();
            // A response that was reset tells nobody when its connection closes.
            List.copyOf(openRequests).forEach(Runnable::run);
        }
    }

    HttpConnection connection() {
        return connection;
    }

    boolean isOverdue(long nowNanos) {
        return openRequests.isEmpty() && nowNanos - deadlineNanos > 0;
    }

    void close() {
        CutOff.now(connection);
    }

    private void giveBack() {
        if (counted) {
            counted = false;
            givesBack.run();
        }
    }
}
