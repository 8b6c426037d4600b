package activate.agenthub.enrol;

import activate.agenthub.HubLimits;
import activate.agenthub.node.Node;
import activate.messages.hub.NewRegistrationToken;
import activate.messages.hub.RegistrationToken;
import activate.messages.identity.UuidV7;
import activate.servicekit.problem.Problem;
import activate.servicekit.secret.Secrets;
import activate.servicekit.servicetoken.ServiceOnly;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Registration tokens for legacy-api, which has decided who may ask for them. */
@Path("/internal/v1/registration-tokens")
@ServiceOnly
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationTokensResource {
    private static final long SHORTEST = 60;
    private static final long LONGEST = 86_400;

    /** The last four of the 43 characters of a secret. */
    private static final int HINT_FROM = 39;

    private final TokenStore tokens;
    private final UuidV7 ids;
    private final SecureRandom random;
    private final InstantSource clock;
    private final HubLimits limits;

    RegistrationTokensResource(
            TokenStore tokens,
            UuidV7 ids,
            SecureRandom random,
            InstantSource clock,
            HubLimits limits) {
        this.limits = limits;
        this.tokens = tokens;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    @POST
    @ResponseStatus(201)
    public RegistrationToken create(@Nullable NewRegistrationToken asked) {
        if (asked == null
                || asked.clusterId() == null
                || asked.clusterName() == null
                || asked.organization() == null
                || asked.createdBy() == null) {
            throw Problem.invalid("/clusterId", "The body or a member of it is missing.");
        }
        if (asked.ttlSeconds() < SHORTEST || asked.ttlSeconds() > LONGEST) {
            throw Problem.invalid(
                    "/ttlSeconds",
                    "ttlSeconds: " + asked.ttlSeconds() + " (expected: 60 to 86400)");
        }
        TokenText text =
                new TokenText(
                        asked.organization(),
                        asked.clusterName(),
                        ids.next(),
                        Secrets.random(random));
        Instant now = clock.instant();
        IssuedToken token =
                new IssuedToken(
                        text.id(),
                        new IssuedToken.Secret(
                                Secrets.digest(text.secret()), text.secret().substring(HINT_FROM)),
                        new Node.Membership(
                                asked.clusterId(), asked.clusterName(), asked.organization()),
                        asked.reusable(),
                        new IssuedToken.Issue(
                                asked.createdBy(), now, now.plusSeconds(asked.ttlSeconds()), null),
                        null);
        tokens.insert(token);
        refuseBeyondLimit(token);
        return view(token, text.text());
    }

    /** Counted with the new one in place: of many at once none slips through. */
    private void refuseBeyondLimit(IssuedToken token) {
        int most = limits.tokensPerCluster();
        if (tokens.countUsable(token.membership().clusterId(), token.issue().createdAt()) > most) {
            tokens.delete(token.id());
            throw Problem.of(
                    EnrolProblems.TOKEN_LIMIT,
                    "The cluster has " + most + " tokens that can be used. Revoke one first.",
                    Map.of("limit", most));
        }
    }

    @GET
    public List<RegistrationToken> list(@QueryParam("clusterId") @Nullable String clusterId) {
        return tokens.usable(required(clusterId), clock.instant()).stream()
                .map(token -> view(token, null))
                .toList();
    }

    @DELETE
    @Path("{id}")
    public void revoke(
            @PathParam("id") String id, @QueryParam("clusterId") @Nullable String clusterId) {
        if (!tokens.revoke(id, required(clusterId), clock.instant())) {
            throw Problem.of(EnrolProblems.TOKEN_NOT_FOUND, "The cluster has no such token.");
        }
    }

    private static String required(@Nullable String clusterId) {
        if (clusterId == null) {
            throw Problem.invalid("clusterId", "clusterId is missing (expected: the cluster's id)");
        }
        return clusterId;
    }

    private static RegistrationToken view(IssuedToken token, @Nullable String text) {
        return new RegistrationToken(
                token.id(),
                text,
                token.secret().hint(),
                token.membership().clusterId(),
                token.reusable(),
                token.issue().createdBy(),
                token.issue().createdAt(),
                token.issue().expiresAt());
    }
}
