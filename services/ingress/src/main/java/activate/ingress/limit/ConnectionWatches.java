package activate.ingress.limit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All client connections of one event loop. A connection without an open request is closed at its
 * deadline, whatever bytes dribble in meanwhile: that is what bounds slow headers.
 */
public final class ConnectionWatches {

    private static final long SWEEP_MILLIS = 500;

    private final IdentityHashMap<HttpConnection, ConnectionWatch> open = new IdentityHashMap<>();
    private final LoopLimits limits;

    public ConnectionWatches(LoopLimits limits) {
        this.limits = limits;
    }

    public void startSweeping(Vertx vertx) {
        vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep(System.nanoTime()));
    }

    public void opened(HttpConnection connection) {
        ConnectionPlace place = ConnectionPlace.of(connection);
        if (place == null) {
            CutOff.now(connection);
            return;
        }
        long deadline = System.nanoTime() + limits.config().headerTimeout().toNanos();
        ConnectionWatch watch = new ConnectionWatch(connection, place, deadline);
        open.put(connection, watch);
        connection.closeHandler(_ -> gone(watch));
    }

    /** The connection is gone, or the socket that it became. */
    public void gone(ConnectionWatch watch) {
        open.remove(watch.connection());
        watch.release();
    }

    public @Nullable ConnectionWatch of(HttpConnection connection) {
        return open.get(connection);
    }

    public long idleDeadline() {
        return System.nanoTime() + limits.config().keepAliveTimeout().toNanos();
    }

    /** What bounds the requests on them. */
    public LoopLimits limits() {
        return limits;
    }

    private void sweep(long now) {
        for (ConnectionWatch watch : new ArrayList<>(open.values())) {
            if (watch.isOverdue(now)) {
                watch.close();
            }
        }
    }
}
