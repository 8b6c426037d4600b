package activate.legacyapi.account;

import activate.legacyapi.change.Actor;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.Target;
import activate.legacyapi.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes accounts. */
@ApplicationScoped
public class AddAccount {
    private final AccountStore accounts;
    private final Changes changes;
    private final Platform platform;

    @Inject
    AddAccount(AccountStore accounts, Changes changes, Platform platform) {
        this.accounts = accounts;
        this.changes = changes;
        this.platform = platform;
    }

    /** What a new account is made of. */
    public record NewAccount(
            String username,
            String name,
            @Nullable String email,
            String organization,
            Account.Roles roles,
            boolean active,
            @Nullable Long uid,
            @Nullable String passwordHash) {
        /** Never shows the hash. */
        @Override
        public String toString() {
            return "NewAccount[username=" + username + "]";
        }
    }

    /** Adds the account; throws {@code DuplicateKey} when its name or address is taken. */
    public Account add(NewAccount wanted, Actor actor) {
        String id = platform.newId();
        Change created =
                changes.of(
                        "user.created",
                        actor,
                        new Target("user", id, wanted.username(), wanted.organization()));
        String email =
                wanted.email() == null || wanted.email().isBlank() ? null : wanted.email().strip();
        return accounts.add(
                new Account(
                        id,
                        Account.SCHEMA_VERSION,
                        1,
                        wanted.username(),
                        wanted.username().toLowerCase(Locale.ROOT),
                        Account.safe(wanted.username()),
                        wanted.name(),
                        email == null ? null : email.toLowerCase(Locale.ROOT),
                        email == null ? "" : email,
                        wanted.organization(),
                        wanted.roles(),
                        wanted.active(),
                        wanted.uid(),
                        wanted.passwordHash(),
                        null,
                        null,
                        created.at(),
                        wanted.passwordHash() == null ? null : created.at(),
                        null,
                        null,
                        created.entries(),
                        created.dueAt(),
                        null));
    }
}
