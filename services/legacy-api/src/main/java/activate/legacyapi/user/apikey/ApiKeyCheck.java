package activate.legacyapi.user.apikey;

import activate.legacyapi.identity.caller.CredentialCheck;
import activate.legacyapi.identity.caller.CredentialKind;
import activate.legacyapi.platform.Platform;
import activate.servicekit.credential.Credential;
import activate.servicekit.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Knows API keys. */
@ApplicationScoped
class ApiKeyCheck implements CredentialCheck {
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final ApiKeyStore keys;
    private final Platform platform;

    @Inject
    ApiKeyCheck(ApiKeyStore keys, Platform platform) {
        this.keys = keys;
        this.platform = platform;
    }

    @Override
    public CredentialKind kind() {
        return CredentialKind.API_KEY;
    }

    @Override
    public Optional<Known> check(String secret) {
        if (!secret.startsWith(Credential.ApiKey.PREFIX)) {
            return Optional.empty();
        }
        Instant now = platform.now();
        Optional<ApiKey> live = keys.byHash(Secrets.digest(secret)).filter(key -> key.isLive(now));
        live.filter(key -> isToBeNoted(key, now)).ifPresent(key -> keys.noteUse(key.id(), now));
        return live.map(ApiKeyCheck::known);
    }

    @Override
    public Optional<Known> live(String credentialId) {
        return keys.byId(credentialId)
                .filter(key -> key.isLive(platform.now()))
                .map(ApiKeyCheck::known);
    }

    /** A key does not fall with the password: it was made for programs that know none. */
    private static Known known(ApiKey key) {
        return new Known(key.id(), key.accountId(), key.life().expiresAt(), null);
    }

    private static boolean isToBeNoted(ApiKey key, Instant now) {
        Instant last = key.life().lastUsedAt();
        return last == null || now.isAfter(last.plus(NOTE_EVERY));
    }
}
