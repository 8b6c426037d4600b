package activate.ingress.limit;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/** What one connection counts for, from the moment it is accepted. Its event loop only. */
final class ConnectionPlace {

    private static final AttributeKey<ConnectionPlace> KEY =
            AttributeKey.valueOf(ConnectionPlace.class, "place");

    private final ConnectionLimit limit;
    private final String client;
    private final Admission admission;
    private boolean given;

    ConnectionPlace(ConnectionLimit limit, String client, Admission admission) {
        this.limit = limit;
        this.client = client;
        this.admission = admission;
    }

    /** Gives it to a connection, which has it until it closes or is no longer counted here. */
    void give(Channel channel) {
        channel.attr(KEY).set(this);
        channel.closeFuture().addListener(_ -> giveBack());
    }

    static @Nullable ConnectionPlace of(HttpConnection connection) {
        return connection instanceof ConnectionBase base ? base.channel().attr(KEY).get() : null;
    }

    /** The key under which its client is counted. */
    String client() {
        return client;
    }

    Admission admission() {
        return admission;
    }

    void giveBack() {
        if (!given) {
            given = true;
            limit.release(client);
        }
    }
}
