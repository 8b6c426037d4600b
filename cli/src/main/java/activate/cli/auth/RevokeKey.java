package activate.cli.auth;

import activate.cli.api.Api;
import activate.cli.api.Platform;
import activate.cli.credentials.Credential;
import activate.cli.credentials.Identity;
import activate.cli.terminal.Failure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes the key of a stored login at the platform, as far as it can be reached; says so when it
 * cannot.
 */
final class RevokeKey {
    private final Platform platform;
    private final URI server;

    RevokeKey(Platform platform, URI server) {
        this.platform = platform;
        this.server = server;
    }

    void revoke(Identity identity, Credential with) {
        Optional<String> title = identity.keyTitle();
        if (title.isEmpty() || identity.credential().isEmpty()) {
            return;
        }
        try {
            new Api(
                            platform.client(
                                    platform.chooseLogin()
                                            .caFile()
                                            .or(
                                                    () ->
                                                            identity.caFile()
                                                                    .map(java.nio.file.Path::of))),
                            server,
                            Map.of("Authorization", with.authorization()))
                    .delete("/api/apikeys/" + Api.part(title.get()));
        } catch (Failure e) {
            platform.terminal()
                    .say(
                            "the key \""
                                    + title.get()
                                    + "\" was not deleted at the platform: "
                                    + e.getMessage());
        }
    }
}
