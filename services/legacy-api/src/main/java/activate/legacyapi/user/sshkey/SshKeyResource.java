package activate.legacyapi.user.sshkey;

import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.platform.Limits;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.legacyapi.stored.DuplicateKey;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;

/** SSH public keys of the caller. */
@Path("/api/ssh-public-keys")
@RunOnVirtualThread
public class SshKeyResource {
    private static final ProblemCode TAKEN =
            new ProblemCode("ssh_key_exists", 409, "You have this key.");
    private static final ProblemCode NOT_FOUND =
            new ProblemCode("ssh_key_not_found", 404, "There is no such key.");

    private final SshKeyStore keys;
    private final Scope scope;
    private final Limits limits;

    @Inject
    SshKeyResource(SshKeyStore keys, Scope scope, Limits limits) {
        this.keys = keys;
        this.scope = scope;
        this.limits = limits;
    }

    /** The caller's keys. */
    @GET
    @Allows(SELF)
    public List<SshKey.Shown> list() {
        return keys.ofAccount(scope.account().id()).stream().map(SshKey.Shown::of).toList();
    }

    /** Adds a key. It opens nodes while it is there, so it does not stay if its giver is gone. */
    @POST
    @Allows(SELF)
    public SshKey.Shown add(@NotNull(message = "Give title and key.") @Valid SshKey.New body) {
        PublicKeyText text = PublicKeyText.parse(body.key());
        String title = body.titleOf(text);
        SshKey key = limits.within(limit(), () -> list().size(), () -> added(title, text));
        scope.requireStill(() -> keys.delete(key.id(), scope.activity(SshKeyActivity.DELETED)));
        return SshKey.Shown.of(key);
    }

    /** Deletes a key. */
    @DELETE
    @Path("/{id}")
    @Allows(SELF)
    public void delete(@PathParam("id") String id) {
        Optional<SshKey> deleted =
                keys.byId(id)
                        .filter(key -> key.accountId().equals(scope.account().id()))
                        .flatMap(key -> keys.delete(id, scope.activity(SshKeyActivity.DELETED)));
        if (deleted.isEmpty()) {
            throw Problem.of(NOT_FOUND, "You have no key of this id.");
        }
    }

    private SshKey added(String title, PublicKeyText text) {
        Account owner = scope.account();
        try {
            return keys.create(
                    scope.activity(SshKeyActivity.CREATED),
                    null,
                    (id, trail) ->
                            new SshKey(
                                    id,
                                    trail,
                                    owner.id(),
                                    owner.username(),
                                    title,
                                    text.key(),
                                    text.fingerprint()));
        } catch (DuplicateKey _) {
            throw Problem.of(TAKEN, "You have this key already.");
        }
    }

    private Limits.Limit limit() {
        return new Limits.Limit(
                "SSH keys of this user", scope.account().id(), limits.most().sshKeysPerUser());
    }
}
