package activate.legacyapi.apikey;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.Target;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Ends API keys, and tells those who have seen tokens of them. */
@ApplicationScoped
class DeleteApiKey {
    private final ApiKeyStore keys;
    private final Changes changes;

    @Inject
    DeleteApiKey(ApiKeyStore keys, Changes changes) {
        this.keys = keys;
        this.changes = changes;
    }

    /** Ends the key; returns whether there was one. */
    boolean delete(ApiKey key, Caller owner) {
        return keys.tracked()
                .update(key.id(), found -> found.deleted(revoked(found, owner)))
                .isPresent();
    }

    private Change revoked(ApiKey key, Caller owner) {
        Change deleted =
                changes.of(
                        "apikey.deleted",
                        owner.actor(),
                        new Target(
                                "apikey", key.id(), key.title(), owner.account().organization()));
        return changes.announced(
                deleted,
                EventType.CREDENTIAL_REVOKED,
                new CredentialRevoked(key.id(), "api_key", key.username()));
    }
}
