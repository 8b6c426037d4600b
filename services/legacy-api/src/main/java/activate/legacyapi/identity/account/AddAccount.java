package activate.legacyapi.identity.account;

import activate.legacyapi.stored.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes accounts. */
@ApplicationScoped
public class AddAccount {
    private final AccountStore accounts;

    @Inject
    AddAccount(AccountStore accounts) {
        this.accounts = accounts;
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
        private Account.Profile profile() {
            String given = email == null || email.isBlank() ? null : email.strip();
            return new Account.Profile(
                    username,
                    Account.safe(username),
                    name,
                    given == null ? null : given.toLowerCase(Locale.ROOT),
                    given == null ? "" : given,
                    uid);
        }

        private Account.Password password(Instant now) {
            return new Account.Password(
                    passwordHash, passwordHash == null ? null : now, null, null);
        }

        /** Never shows the hash. */
        @Override
        public String toString() {
            return "NewAccount[username=" + username + "]";
        }
    }

    /** Adds the account; throws {@code DuplicateKey} when its name or address is taken. */
    public Account add(NewAccount wanted, Actor actor) {
        return accounts.create(
                AccountActivity.CREATED.by(actor),
                null,
                (id, trail) ->
                        new Account(
                                id,
                                trail,
                                wanted.profile(),
                                wanted.organization(),
                                new Account.Standing(wanted.active(), wanted.roles()),
                                wanted.password(trail.createdAt()),
                                Account.Seen.NEVER));
    }
}
