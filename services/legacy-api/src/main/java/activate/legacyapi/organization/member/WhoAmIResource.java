package activate.legacyapi.organization.member;

import static activate.legacyapi.resource.Who.PUBLIC;
import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.identity.token.IssueUserToken;
import activate.legacyapi.identity.token.SigningKeys;
import activate.legacyapi.platform.Platform;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jspecify.annotations.Nullable;

/** Who the caller is, and tokens that say so. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WhoAmIResource {
    private static final int LONGEST_TTL_HOURS = 24;

    private final Scope scope;
    private final AccountStore accounts;
    private final IssueUserToken issueUserToken;
    private final SigningKeys keys;
    private final Platform platform;

    @Inject
    WhoAmIResource(
            Scope scope,
            AccountStore accounts,
            IssueUserToken issueUserToken,
            SigningKeys keys,
            Platform platform) {
        this.scope = scope;
        this.accounts = accounts;
        this.issueUserToken = issueUserToken;
        this.keys = keys;
        this.platform = platform;
    }

    /** What a page needs to know of its user. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Session(
            String id,
            String username,
            String safeUsername,
            String name,
            String email,
            String organization,
            boolean admin,
            boolean organizationAdmin,
            boolean organizationOwner,
            boolean billingAdmin,
            boolean partner,
            String allocationSystem,
            List<String> organizationRoles,
            List<String> previews,
            List<String> sidebarOptions,
            @Nullable Instant passwordUpdatedAt) {}

    /** Public keys, as verifiers read them. */
    public record KeySet(List<Map<String, Object>> keys) {}

    /** The caller's account. */
    @GET
    @Path("/auth/session")
    @Allows(SELF)
    public Session session() {
        Account account = scope.account();
        Account.Roles roles = account.roles();
        return new Session(
                account.id(),
                account.username(),
                account.profile().safeUsername(),
                account.name(),
                account.email(),
                account.organization(),
                roles.platformAdmin(),
                roles.organizationAdmin(),
                roles.organizationOwner(),
                false,
                false,
                "flexible",
                roles.organizationAdmin() ? List.of("org:admin") : List.of("org:users"),
                List.of(),
                List.of(),
                account.password().updatedAt());
    }

    /** The same under its older name. */
    @GET
    @Path("/v2/auth/session")
    @Allows(SELF)
    public Session olderSession() {
        return session();
    }

    /** The caller's user name, as a JSON string. */
    @GET
    @Path("/auth/whoami")
    @Allows(SELF)
    public TextNode whoAmI() {
        return TextNode.valueOf(scope.caller().username());
    }

    /** The caller's organization, as a JSON string. */
    @GET
    @Path("/auth/whoami/organization")
    @Allows(SELF)
    public TextNode organization() {
        return TextNode.valueOf(scope.account().organization());
    }

    /** A token for the caller that is good for some hours, as a JSON string. */
    @GET
    @Path("/auth/token")
    @Allows(SELF)
    public TextNode token(@QueryParam("ttl") @DefaultValue("24") int ttl) {
        if (ttl < 1 || ttl > LONGEST_TTL_HOURS) {
            throw Problem.invalid("ttl", "ttl: " + ttl + " (expected: 1 to 24 hours)");
        }
        Caller known = scope.caller();
        return TextNode.valueOf(
                issueUserToken
                        .issue(known.account(), known.credential(), Duration.ofHours(ttl))
                        .token());
    }

    /** The keys with which user tokens are verified. */
    @GET
    @Path("/platform/keys")
    @Allows(PUBLIC)
    public KeySet keys() {
        return new KeySet(
                keys.publicKeys().stream()
                        .map(key -> key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                        .toList());
    }

    /** Notes that the caller's browser is open. */
    @GET
    @Path("/ping")
    @Allows(SELF)
    public void ping() {
        accounts.notePing(scope.account().id(), platform.now());
    }
}
