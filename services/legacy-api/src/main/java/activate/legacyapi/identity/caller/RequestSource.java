package activate.legacyapi.identity.caller;

import activate.legacyapi.stored.Actor;
import activate.servicekit.forwarded.ClientAddress;
import activate.servicekit.request.RequestId;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Where the request that is being answered comes from. */
@RequestScoped
public class RequestSource {
    private final HttpServerRequest request;
    private final ClientAddress addresses;

    @Inject
    RequestSource(HttpServerRequest request, ClientAddress addresses) {
        this.request = request;
        this.addresses = addresses;
    }

    /** Address of the client. */
    public String ip() {
        return addresses.of(request);
    }

    /** Somebody who is not signed in. */
    public Actor anonymous(String username) {
        return new Actor("anonymous", null, username, RequestId.current(), ip());
    }

    Actor actor(CredentialKind kind, String id, String username) {
        return new Actor(kind.actorType(), id, username, RequestId.current(), ip());
    }
}
