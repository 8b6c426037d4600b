package activate.legacyapi.sshkey;

import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.account.Account;
import activate.legacyapi.auth.Authenticate;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.DuplicateKey;
import activate.legacyapi.change.Target;
import activate.legacyapi.platform.Limits;
import activate.legacyapi.platform.Platform;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SSH public keys of the caller. */
@Path("/api/ssh-public-keys")
@RunOnVirtualThread
public class SshKeyResource {
    private static final int LONGEST_TITLE = 100;
    private static final ProblemCode TAKEN =
            new ProblemCode("ssh_key_exists", 409, "You have this key.");
    private static final ProblemCode NOT_FOUND =
            new ProblemCode("ssh_key_not_found", 404, "There is no such key.");

    private final SshKeyStore keys;
    private final Changes changes;
    private final Platform platform;
    private final Scope scope;
    private final Authenticate authenticate;
    private final Limits limits;

    @Inject
    SshKeyResource(
            SshKeyStore keys,
            Changes changes,
            Platform platform,
            Scope scope,
            Authenticate authenticate,
            Limits limits) {
        this.keys = keys;
        this.changes = changes;
        this.platform = platform;
        this.scope = scope;
        this.authenticate = authenticate;
        this.limits = limits;
    }

    /** A key that is to be added. */
    public record NewKey(
            @Pattern(regexp = "[^\\p{Cc}]{0,100}", message = "1 to 100 printable characters")
                    @Nullable String title,
            @Nullable String key) {}

    /** A key as it is shown. */
    public record Shown(String id, String title, String key, Instant createdAt) {
        static Shown of(SshKey key) {
            return new Shown(key.id(), key.title(), key.key(), key.createdAt());
        }
    }

    /** The caller's keys. */
    @GET
    @Allows(SELF)
    public List<Shown> list() {
        return keys.ofAccount(scope.account().id()).stream().map(Shown::of).toList();
    }

    /** Adds a key. */
    @POST
    @Allows(SELF)
    public Shown add(@NotNull(message = "Give title and key.") @Valid NewKey body) {
        Caller owner = scope.caller();
        PublicKeyText text = PublicKeyText.parse(body.key());
        String title = title(body.title(), text);
        Account account = owner.account();
        String id = platform.newId();
        Change added =
                changes.of(
                        "ssh_key.created",
                        owner.actor(),
                        new Target("ssh-key", id, title, account.organization()),
                        Map.of("fingerprint", text.fingerprint()));
        SshKey key =
                new SshKey(
                        id,
                        SshKey.SCHEMA_VERSION,
                        1,
                        account.id(),
                        account.username(),
                        title,
                        text.key(),
                        text.fingerprint(),
                        account.id() + "/" + text.fingerprint(),
                        added.at(),
                        added.entries(),
                        added.dueAt(),
                        null);
        try {
            limits.within(
                    new Limits.Limit(
                            "SSH keys of this user", account.id(), limits.most().sshKeysPerUser()),
                    () -> keys.ofAccount(account.id()).size(),
                    () -> keys.tracked().insert(key));
            requireStill(owner, id);
            return Shown.of(key);
        } catch (DuplicateKey _) {
            throw Problem.of(TAKEN, "You have this key already.");
        }
    }

    /** Deletes a key. */
    @DELETE
    @Path("/{id}")
    @Allows(SELF)
    public void delete(@PathParam("id") String id) {
        Caller owner = scope.caller();
        boolean own =
                keys.tracked()
                        .find(id)
                        .filter(key -> key.accountId().equals(owner.account().id()))
                        .isPresent();
        if (!own || keys.tracked().update(id, key -> key.deleted(deletion(key, owner))).isEmpty()) {
            throw Problem.of(NOT_FOUND, "You have no key of this id.");
        }
    }

    /** A key opens nodes for as long as it is there: it does not stay if its giver is gone. */
    private void requireStill(Caller owner, String id) {
        try {
            authenticate.requireStill(owner);
        } catch (Problem refusal) {
            keys.tracked().update(id, key -> key.deleted(deletion(key, owner)));
            throw refusal;
        }
    }

    private Change deletion(SshKey key, Caller owner) {
        return changes.of(
                "ssh_key.deleted",
                owner.actor(),
                new Target("ssh-key", key.id(), key.title(), owner.account().organization()),
                Map.of("fingerprint", key.fingerprint()));
    }

    private static String title(@Nullable String given, PublicKeyText text) {
        String title = given == null || given.isBlank() ? text.comment() : given.strip();
        if (title.isEmpty()) {
            return "ssh-key-" + text.fingerprint().substring(0, 8);
        }
        if (title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("/title", "The title may have 1 to 100 printable characters.");
        }
        return title;
    }
}
