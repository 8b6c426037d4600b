package activate.legacyapi.apikey;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.auth.CurrentCaller;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.Target;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import activate.servicekit.problem.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** API keys of the caller. */
@Path("/api/apikeys")
@RunOnVirtualThread
public class ApiKeyResource {
    private static final String PLATFORM = "platform";

    private final ApiKeyStore keys;
    private final CreateApiKey createApiKey;
    private final Changes changes;
    private final CurrentCaller caller;

    @Inject
    ApiKeyResource(
            ApiKeyStore keys, CreateApiKey createApiKey, Changes changes, CurrentCaller caller) {
        this.keys = keys;
        this.createApiKey = createApiKey;
        this.changes = changes;
        this.caller = caller;
    }

    /** What a key is asked for with: {@code duration} in days, or {@code expiresIn} in seconds. */
    public record NewKey(
            @Nullable String title,
            @Nullable String type,
            @Nullable String duration,
            @Nullable Long expiresIn,
            @Nullable String allocation) {}

    /** A key as it is listed, and with its secret when it is new. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            String title,
            String type,
            Instant created,
            @Nullable Instant expiration,
            @Nullable String keyHint,
            @Nullable Instant lastUsedAt,
            @Nullable String key) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Shown[id=" + id + "]";
        }
    }

    /** The caller's keys. */
    @GET
    public List<Shown> list() {
        return keys.ofAccount(caller.get().account().id()).stream()
                .map(key -> shown(key, null))
                .toList();
    }

    /** Makes a key; its secret is in this answer and nowhere else. */
    @POST
    public Shown create(
            @Nullable NewKey wanted,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        Caller maker = caller.get();
        maker.requireBrowser();
        NewKey asked = wanted == null ? new NewKey(null, null, null, null, null) : wanted;
        if (asked.type() != null && !asked.type().equals(PLATFORM)) {
            throw Problem.invalid("/type", "type: " + asked.type() + " (expected: platform)");
        }
        CreateApiKey.Created created = createApiKey.create(maker, asked, idempotencyKey);
        return shown(created.key(), created.secret());
    }

    /** Ends a key, named by its title or its id. */
    @DELETE
    @Path("/{name}")
    public void delete(@PathParam("name") String name) {
        Caller owner = caller.get();
        ApiKey key =
                keys.byTitle(owner.account().id(), name)
                        .or(() -> keys.tracked().find(name))
                        .filter(found -> found.accountId().equals(owner.account().id()))
                        .orElseThrow(ApiKeyProblems::noKey);
        if (keys.tracked()
                .update(key.id(), found -> found.deleted(revoked(found, owner)))
                .isEmpty()) {
            throw ApiKeyProblems.noKey();
        }
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

    private static Shown shown(ApiKey key, @Nullable String secret) {
        return new Shown(
                key.id(),
                key.title(),
                PLATFORM,
                key.createdAt(),
                key.expiresAt(),
                key.hint(),
                key.lastUsedAt(),
                secret);
    }
}
