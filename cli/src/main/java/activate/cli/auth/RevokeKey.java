package activate.cli.auth;

import activate.cli.api.Api;
import activate.cli.api.Invocation;
import activate.cli.credentials.Identity;
import activate.cli.credentials.LoginCredential;
import activate.cli.failure.Failure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes the key of a stored login at the platform, as far as it can be reached; says so when it
 * cannot.
 */
final class RevokeKey {
    private final Invocation invocation;
    private final URI server;

    RevokeKey(Invocation invocation, URI server) {
        this.invocation = invocation;
        this.server = server;
    }

    void revoke(Identity identity, LoginCredential with) {
        Optional<String> title = identity.keyTitle();
        if (title.isEmpty() || identity.credential().isEmpty()) {
            return;
        }
        try {
            new Api(
                            invocation.client(
                                    invocation
                                            .chooseLogin()
                                            .caFile()
                                            .or(
                                                    () ->
                                                            identity.caFile()
                                                                    .map(java.nio.file.Path::of))),
                            server,
                            Map.of("Authorization", with.authorization()))
                    .delete("/api/apikeys/" + Api.part(title.get()));
        } catch (Failure e) {
            invocation
                    .machine()
                    .say(
                            "the key \""
                                    + title.get()
                                    + "\" was not deleted at the platform: "
                                    + e.getMessage());
        }
    }
}
