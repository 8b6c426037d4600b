package activate.legacyapi.user.sshkey;

import static activate.legacyapi.resource.Who.NODE;
import static activate.legacyapi.resource.Who.SERVICE;

import activate.legacyapi.compute.cluster.ClusterStore;
import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Machine;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys with which a user may log in to a node, as sshd's {@code AuthorizedKeysCommand} reads
 * them. Answered to the nodes themselves, each for the users of its own cluster, and to services;
 * to nobody else, because keys tell who is who.
 */
@Path("/api")
@RunOnVirtualThread
public class AuthorizedKeysResource {
    private final SshKeyStore keys;
    private final AccountStore accounts;
    private final ClusterStore clusters;
    private final Scope scope;

    @Inject
    AuthorizedKeysResource(
            SshKeyStore keys, AccountStore accounts, ClusterStore clusters, Scope scope) {
        this.keys = keys;
        this.accounts = accounts;
        this.clusters = clusters;
        this.scope = scope;
    }

    /** The keys of a user, named as the platform or as a POSIX system knows him, one a line. */
    @GET
    @Path("/users/{username}/ssh-public-keys")
    @Allows({NODE, SERVICE})
    @Produces(MediaType.TEXT_PLAIN)
    public String keys(@PathParam("username") String username) {
        Optional<Account> user =
                accounts.byLoginName(username)
                        .filter(Account::active)
                        .filter(account -> mayLogIn(account));
        List<SshKey> found = user.map(account -> keys.ofAccount(account.id())).orElse(List.of());
        return found.stream().map(key -> key.key() + "\n").collect(Collectors.joining());
    }

    /** The same under its older name. */
    @GET
    @Path("/v2/users/{username}/sshpublickeys")
    @Allows({NODE, SERVICE})
    @Produces(MediaType.TEXT_PLAIN)
    public String olderKeys(@PathParam("username") String username) {
        return keys(username);
    }

    private boolean mayLogIn(Account account) {
        return switch (scope.machine()) {
            case Machine.Service _ -> true;
            case Machine.Node(var node) ->
                    clusters.byId(node.clusterId()).filter(its -> its.admits(account)).isPresent();
        };
    }
}
