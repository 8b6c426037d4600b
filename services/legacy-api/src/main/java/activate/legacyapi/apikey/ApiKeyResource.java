package activate.legacyapi.apikey;

import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.auth.Caller;
import activate.legacyapi.input.Echoed;
import activate.legacyapi.input.Idempotency;
import activate.legacyapi.platform.Limits;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
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
    private final DeleteApiKey deleteApiKey;
    private final Scope scope;
    private final Limits limits;

    @Inject
    ApiKeyResource(
            ApiKeyStore keys,
            CreateApiKey createApiKey,
            DeleteApiKey deleteApiKey,
            Scope scope,
            Limits limits) {
        this.keys = keys;
        this.createApiKey = createApiKey;
        this.deleteApiKey = deleteApiKey;
        this.scope = scope;
        this.limits = limits;
    }

    /** What a key is asked for with: {@code duration} in days, or {@code expiresIn} in seconds. */
    public record NewKey(
            @Pattern(regexp = "[^\\p{Cc}]{0,100}", message = "1 to 100 printable characters")
                    @Nullable String title,
            @Pattern(regexp = PLATFORM, message = PLATFORM, payload = Echoed.class)
                    @Nullable String type,
            @Pattern(regexp = CreateApiKey.DAYS, message = "days as text, 1 to 3650")
                    @Nullable String duration,
            @Min(value = CreateApiKey.SHORTEST_SECONDS, message = CreateApiKey.SECONDS_WORDS)
                    @Max(value = CreateApiKey.LONGEST_SECONDS, message = CreateApiKey.SECONDS_WORDS)
                    @Nullable Long expiresIn,
            @Nullable String allocation) {
        /** A key of which nothing is said. */
        static final NewKey ANY = new NewKey(null, null, null, null, null);
    }

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
    @Allows(SELF)
    public List<Shown> list() {
        return keys.ofAccount(scope.account().id()).stream().map(key -> shown(key, null)).toList();
    }

    /** Makes a key; its secret is in this answer and nowhere else. */
    @POST
    @Allows(value = SELF, browserOnly = true)
    public Shown create(
            @Valid @Nullable NewKey wanted,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey) {
        Caller maker = scope.caller();
        NewKey asked = wanted == null ? NewKey.ANY : wanted;
        String account = maker.account().id();
        CreateApiKey.Created created =
                limits.within(
                        new Limits.Limit(
                                "API keys of this user", account, limits.most().apiKeysPerUser()),
                        () -> keys.ofAccount(account).size(),
                        () -> createApiKey.create(maker, asked, idempotencyKey));
        return shown(created.key(), created.secret());
    }

    /** Ends a key, named by its title or its id. */
    @DELETE
    @Path("/{name}")
    @Allows(SELF)
    public void delete(@PathParam("name") String name) {
        Caller owner = scope.caller();
        ApiKey key =
                keys.byTitle(owner.account().id(), name)
                        .or(() -> keys.tracked().find(name))
                        .filter(found -> found.accountId().equals(owner.account().id()))
                        .orElseThrow(ApiKeyProblems::noKey);
        if (!deleteApiKey.delete(key, owner)) {
            throw ApiKeyProblems.noKey();
        }
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
