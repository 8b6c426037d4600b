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
    private final ConnectionPlace place;
    private final Set<Runnable> openRequests = new HashSet<>();
    private boolean released;
    private long deadlineNanos;

    ConnectionWatch(HttpConnection connection, ConnectionPlace place, long deadlineNanos) {
        this.connection = connection;
        this.place = place;
        this.deadlineNanos = deadlineNanos;
    }

    public Admission admission() {
        return place.admission();
    }

    /** The key under which its client is counted. */
    public String client() {
        return place.client();
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
        place.giveBack();
    }

    /**
     * To be called when the socket is gone; an upgraded socket tells it itself, its connection no
     * longer does.
     */
    void release() {
        if (!released) {
            released = true;
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
}
