package activate.legacyapi.auth;

import activate.legacyapi.change.Actor;
import activate.servicekit.request.RequestId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Where the request that is being answered comes from. */
@RequestScoped
public class RequestSource {
    private final HttpServerRequest request;

    @Inject
    RequestSource(HttpServerRequest request) {
        this.request = request;
    }

    /** Address of the client as the ingress states it. */
    public String ip() {
        SocketAddress address = request.remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }

    /** Somebody who is not signed in. */
    public Actor anonymous(String username) {
        return new Actor("anonymous", null, username, RequestId.current(), ip());
    }

    Actor actor(CredentialKind kind, String id, String username) {
        return new Actor(kind.actorType(), id, username, RequestId.current(), ip());
    }
}
