package activate.legacyapi.user.apikey;

import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.input.Idempotency;
import activate.legacyapi.platform.Limits;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.legacyapi.stored.RequestKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** API keys of the caller. */
@Path("/api/apikeys")
@RunOnVirtualThread
public class ApiKeyResource {
    private final ApiKeyStore keys;
    private final CreateApiKey createApiKey;
    private final Scope scope;
    private final Limits limits;
    private final Idempotency idempotency;

    @Inject
    ApiKeyResource(
            ApiKeyStore keys,
            CreateApiKey createApiKey,
            Scope scope,
            Limits limits,
            Idempotency idempotency) {
        this.keys = keys;
        this.createApiKey = createApiKey;
        this.scope = scope;
        this.limits = limits;
        this.idempotency = idempotency;
    }

    /** The caller's keys. */
    @GET
    @Allows(SELF)
    public List<ApiKey.Shown> list() {
        return keys.ofAccount(scope.account().id()).stream().map(ApiKey.Shown::of).toList();
    }

    /**
     * Makes a key; its secret is in this answer and nowhere else. Whoever ends the caller's session
     * before the key was there has not seen it, so it goes again.
     */
    @POST
    @Allows(value = SELF, browserOnly = true)
    public ApiKey.Shown create(
            @Valid ApiKey.@Nullable New wanted,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey) {
        ApiKey.New body = Objects.requireNonNullElse(wanted, ApiKey.New.ANY);
        RequestKey request = idempotency.of(scope.account(), idempotencyKey, body);
        ApiKey.Shown created =
                limits.within(
                        limit(),
                        () -> list().size(),
                        () -> createApiKey.create(scope, body, request));
        scope.requireStill(() -> keys.delete(created.id(), scope.activity(ApiKeyActivity.DELETED)));
        return created;
    }

    /** Ends a key, named by its title or its id. */
    @DELETE
    @Path("/{name}")
    @Allows(SELF)
    public void delete(@PathParam("name") String name) {
        ApiKey key = keys.named(scope.account().id(), name).orElseThrow(ApiKeyProblems::noKey);
        if (keys.delete(key.id(), scope.activity(ApiKeyActivity.DELETED)).isEmpty()) {
            throw ApiKeyProblems.noKey();
        }
    }

    private Limits.Limit limit() {
        return new Limits.Limit(
                "API keys of this user", scope.account().id(), limits.most().apiKeysPerUser());
    }
}
