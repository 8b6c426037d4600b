package activate.legacyapi.user.apikey;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.platform.Platform;
import activate.legacyapi.resource.Scope;
import activate.legacyapi.stored.DuplicateKey;
import activate.legacyapi.stored.RequestKey;
import activate.servicekit.credential.Credential;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Makes API keys. */
@ApplicationScoped
class CreateApiKey {
    private final ApiKeyStore keys;
    private final Platform platform;

    @Inject
    CreateApiKey(ApiKeyStore keys, Platform platform) {
        this.keys = keys;
        this.platform = platform;
    }

    /** Makes a key of the caller, and shows it with its secret, which nobody sees again. */
    ApiKey.Shown create(Scope scope, ApiKey.New wanted, @Nullable RequestKey request) {
        Account owner = scope.account();
        String secret = newKey();
        try {
            ApiKey made =
                    keys.create(
                            scope.activity(ApiKeyActivity.CREATED),
                            request,
                            (id, trail) ->
                                    new ApiKey(
                                            id,
                                            trail,
                                            owner.id(),
                                            owner.username(),
                                            wanted.titleOf(id),
                                            ApiKey.Mark.of(secret),
                                            new ApiKey.Life(
                                                    wanted.expiry(trail.createdAt()), null)));
            return ApiKey.Shown.withSecret(made, secret);
        } catch (DuplicateKey _) {
            throw keys.byRequest(request)
                    .map(made -> ApiKeyProblems.repeated(made.title()))
                    .orElseGet(() -> ApiKeyProblems.titleTaken(String.valueOf(wanted.title())));
        }
    }

    private String newKey() {
        String host =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(platform.host().getBytes(StandardCharsets.UTF_8));
        return Credential.ApiKey.PREFIX + host + "." + platform.newSecret();
    }
}
