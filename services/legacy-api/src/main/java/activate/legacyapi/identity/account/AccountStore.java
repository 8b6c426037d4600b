package activate.legacyapi.identity.account;

import activate.legacyapi.stored.Activity;
import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.StoredCollection;
import activate.legacyapi.stored.Trail;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Accounts in MongoDB. */
@ApplicationScoped
public class AccountStore extends StoredCollection<Account> {
    /** Names of members by which lists are sorted. */
    public static final String USERNAME_KEY = Trail.UNIQUE;

    public static final String CREATED = Trail.CREATED;
    public static final String EMAIL_KEY = "profile.emailKey";
    public static final String LAST_LOGIN = "seen.lastLoginAt";

    private static final String ORGANIZATION = "organization";
    private static final String NAME = "profile.name";
    private static final String USERNAME = "profile.username";
    private static final String SAFE_USERNAME = "profile.safeUsername";
    private static final String EMAIL = "profile.email";
    private static final String ACTIVE = "standing.active";
    private static final String LAST_PING = "seen.lastPingAt";

    /**
     * What to list.
     *
     * @param organization name of one; of all when absent
     * @param search part of the user name, the name or the address
     * @param active only those that are, or are not; both when absent
     */
    public record Query(
            @Nullable String organization,
            @Nullable String search,
            @Nullable Boolean active,
            Bson order,
            int limit,
            int skip) {}

    /** One page of accounts, and how many there are in all. */
    public record Page(List<Account> accounts, long total) {}

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public List<? extends ActivityType> activities() {
        return List.of(AccountActivity.values());
    }

    @Override
    protected void createIndexes(MongoCollection<Account> documents) {
        documents.createIndex(Indexes.ascending(SAFE_USERNAME), new IndexOptions().unique(true));
        documents.createIndex(
                Indexes.ascending(EMAIL_KEY), new IndexOptions().unique(true).sparse(true));
        documents.createIndex(Indexes.ascending(ORGANIZATION, USERNAME_KEY));
    }

    @Override
    protected Map<String, String> formerNames() {
        return Map.ofEntries(
                Map.entry("usernameKey", USERNAME_KEY),
                Map.entry("username", USERNAME),
                Map.entry("safeUsername", SAFE_USERNAME),
                Map.entry("name", NAME),
                Map.entry("emailKey", EMAIL_KEY),
                Map.entry("email", EMAIL),
                Map.entry("uid", "profile.uid"),
                Map.entry("active", ACTIVE),
                Map.entry("roles", "standing.roles"),
                Map.entry("passwordHash", "password.hash"),
                Map.entry("passwordUpdatedAt", "password.updatedAt"),
                Map.entry("credentialsVersion", "password.version"),
                Map.entry("keptSession", "password.keptSession"),
                Map.entry("lastLoginAt", LAST_LOGIN),
                Map.entry("lastPingAt", LAST_PING));
    }

    /** The account with this user name, whatever its case. */
    public Optional<Account> byUsername(String username) {
        return first(Filters.eq(USERNAME_KEY, username.toLowerCase(Locale.ROOT)));
    }

    /** The account that a POSIX system knows by this name. */
    public Optional<Account> byLoginName(String name) {
        return byUsername(name).or(() -> first(Filters.eq(SAFE_USERNAME, name)));
    }

    /** Whether there is any account at all. */
    boolean isEmpty() {
        return mongoCollection().find().first() == null;
    }

    /** How many accounts an organization has. */
    public long members(String organization) {
        return howMany(Filters.eq(ORGANIZATION, organization));
    }

    /** One page of accounts. */
    public Page page(Query query) {
        List<Bson> conditions = new ArrayList<>();
        if (query.organization() != null) {
            conditions.add(Filters.eq(ORGANIZATION, query.organization()));
        }
        if (query.active() != null) {
            conditions.add(Filters.eq(ACTIVE, query.active()));
        }
        if (query.search() != null && !query.search().isBlank()) {
            Pattern part =
                    Pattern.compile(
                            Pattern.quote(query.search().strip()), Pattern.CASE_INSENSITIVE);
            conditions.add(
                    Filters.or(
                            Filters.regex(USERNAME, part),
                            Filters.regex(NAME, part),
                            Filters.regex(EMAIL, part)));
        }
        Bson condition = live(conditions.isEmpty() ? Filters.empty() : Filters.and(conditions));
        List<Account> found =
                mongoCollection()
                        .find(condition)
                        .sort(Sorts.orderBy(query.order(), Sorts.ascending("_id")))
                        .skip(query.skip())
                        .limit(query.limit())
                        .into(new ArrayList<>());
        return new Page(found, mongoCollection().countDocuments(condition));
    }

    /** Notes a sign-in; no change that anybody is told of. */
    public void noteLogin(String id, Instant at) {
        touch(id, Updates.set(LAST_LOGIN, at));
    }

    /** Notes that the user's browser is open. */
    public void notePing(String id, Instant at) {
        touch(id, Updates.set(LAST_PING, at));
    }

    /**
     * A password that is to be set.
     *
     * @param keptSession the session that goes on; all others end
     * @param expectedVersion of the credentials, where the new password may only follow the one
     *     that was looked at
     */
    public record NewPassword(
            String hash, @Nullable String keptSession, @Nullable Long expectedVersion) {
        private Account.Password after(Account.Password before, Instant now) {
            return new Account.Password(hash, now, before.currentVersion() + 1, keptSession);
        }

        /** Never shows the hash. */
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /**
     * Sets another password; with the same write every session but the kept one is void.
     *
     * @return nothing when there is no such account, or not as expected
     */
    public Optional<Account> setPassword(String id, NewPassword wanted, Activity activity) {
        return change(
                        id,
                        activity,
                        account ->
                                isExpected(account, wanted.expectedVersion())
                                        ? account.changed(
                                                wanted.after(account.password(), now()),
                                                account.active())
                                        : account)
                .filter(account -> wanted.hash().equals(account.password().hash()));
    }

    /** Allows or refuses the account everything; nothing changes if it is so already. */
    public Optional<Account> setActive(String id, boolean active, Activity activity) {
        return change(
                id,
                activity,
                account ->
                        account.active() == active
                                ? account
                                : account.changed(
                                        active
                                                ? account.password()
                                                : account.password().withoutSessions(),
                                        active));
    }

    private static boolean isExpected(Account account, @Nullable Long version) {
        return version == null
                || (account.active() && account.password().currentVersion() == version);
    }
}
