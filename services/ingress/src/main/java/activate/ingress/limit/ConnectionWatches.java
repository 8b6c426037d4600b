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
    private final ConnectionLimit limit;
    private final LimitConfig config;

    public ConnectionWatches(ConnectionLimit limit, LimitConfig config) {
        this.limit = limit;
        this.config = config;
    }

    public void startSweeping(Vertx vertx) {
        vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep(System.nanoTime()));
    }

    public void opened(HttpConnection connection) {
        String key = ConnectionLimit.keyOf(connection.remoteAddress());
        Admission admission = limit.admit(key);
        long deadline = System.nanoTime() + config.headerTimeout().toNanos();
        ConnectionWatch watch =
                new ConnectionWatch(
                        connection,
                        admission,
                        deadline,
                        () -> {
                            open.remove(connection);
                            limit.release(key);
                        });
        open.put(connection, watch);
        connection.closeHandler(_ -> watch.release());
        if (admission == Admission.CLOSED) {
            connection.close();
        }
    }

    public @Nullable ConnectionWatch of(HttpConnection connection) {
        return open.get(connection);
    }

    public long idleDeadline() {
        return System.nanoTime() + config.keepAliveTimeout().toNanos();
    }

    private void sweep(long now) {
        for (ConnectionWatch watch : new ArrayList<>(open.values())) {
            if (watch.isOverdue(now)) {
                watch.close();
            }
        }
    }
}
