package activate.legacyapi.identity.account;

import activate.legacyapi.stored.Trail;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts as they are stored. */
public final class TestAccount {
    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05.678Z");

    private TestAccount() {}

    /** An ordinary user of the organization {@code default}. */
    public static Account of(String username) {
        return with(username, "default", Account.Roles.USER);
    }

    /** A user of an organization. */
    public static Account with(String username, String organization, Account.Roles roles) {
        return account(new Who(username, organization, roles), 0L, null);
    }

    static Account of(String username, @Nullable Long version, @Nullable String keptSession) {
        return account(new Who(username, "default", Account.Roles.USER), version, keptSession);
    }

    private record Who(String username, String organization, Account.Roles roles) {}

    private static Account account(Who who, @Nullable Long version, @Nullable String keptSession) {
        return new Account(
                "id-of-" + who.username(),
                new Trail(1, 2, Trail.Keys.NONE, MADE, List.of(), null, null),
                new Account.Profile(
                        who.username(),
                        Account.safe(who.username()),
                        "User " + who.username(),
                        null,
                        "",
                        null),
                who.organization(),
                new Account.Standing(true, who.roles()),
                new Account.Password("the-hash", MADE, version, keptSession),
                Account.Seen.NEVER);
    }
}
