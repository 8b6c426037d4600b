package activate.legacyapi.sshkey;

import activate.legacyapi.account.Account;
import activate.legacyapi.account.AccountStore;
import activate.legacyapi.auth.PublicRoute;
import activate.legacyapi.cluster.Cluster;
import activate.legacyapi.cluster.ClusterStore;
import activate.legacyapi.hub.AgentHub;
import activate.messages.hub.NodeIdentity;
import activate.messages.hub.NodeKey;
import activate.servicekit.caller.BasicName;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.servicetoken.ServiceTokens;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which a user may log in to a node, as sshd's {@code AuthorizedKeysCommand} reads
 * them. Answered to the nodes themselves, each for the users of its own cluster, and to services;
 * to nobody else, because keys tell who is who.
 */
@Path("/api")
@PublicRoute
@RunOnVirtualThread
public class AuthorizedKeysResource {
    private static final String BEARER = "Bearer ";

    private final SshKeyStore keys;
    private final AccountStore accounts;
    private final ClusterStore clusters;
    private final AgentHub hub;
    private final ServiceTokens serviceTokens;

    @Inject
    AuthorizedKeysResource(
            SshKeyStore keys,
            AccountStore accounts,
            ClusterStore clusters,
            AgentHub hub,
            ServiceTokens serviceTokens) {
        this.keys = keys;
        this.accounts = accounts;
        this.clusters = clusters;
        this.hub = hub;
        this.serviceTokens = serviceTokens;
    }

    /** Who asks. */
    private sealed interface Asker {
        /** A service of the platform. */
        record Service() implements Asker {}

        /** A node of this cluster, which may be gone. */
        record Node(Optional<Cluster> cluster) implements Asker {}
    }

    /** The keys of a user, named as the platform or as a POSIX system knows him, one a line. */
    @GET
    @Path("/users/{username}/ssh-public-keys")
    @Produces(MediaType.TEXT_PLAIN)
    public String keys(
            @PathParam("username") String username,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        Asker asker = asker(authorization == null ? "" : authorization);
        Optional<Account> user =
                accounts.byLoginName(username)
                        .filter(Account::active)
                        .filter(account -> mayLogIn(asker, account));
        List<SshKey> found = user.map(account -> keys.ofAccount(account.id())).orElse(List.of());
        return found.stream().map(key -> key.key() + "\n").collect(Collectors.joining());
    }

    /** The same under its older name. */
    @GET
    @Path("/v2/users/{username}/sshpublickeys")
    @Produces(MediaType.TEXT_PLAIN)
    public String olderKeys(
            @PathParam("username") String username,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return keys(username, authorization);
    }

    private static boolean mayLogIn(Asker asker, Account account) {
        return switch (asker) {
            case Asker.Service _ -> true;
            case Asker.Node(var cluster) -> cluster.filter(its -> its.admits(account)).isPresent();
        };
    }

    private Asker asker(String authorization) {
        if (authorization.startsWith(BEARER)
                && serviceTokens.verify(authorization.substring(BEARER.length())).isPresent()) {
            return new Asker.Service();
        }
        Optional<NodeIdentity> node =
                BasicName.of(authorization)
                        .filter(key -> key.startsWith("pwan_"))
                        .flatMap(key -> hub.identify(new NodeKey(key)));
        if (node.isPresent()) {
            return new Asker.Node(clusters.byId(node.get().clusterId()));
        }
        throw Problem.of(
                ProblemCode.UNAUTHENTICATED, "Only nodes and services may ask, with their key.");
    }
}
