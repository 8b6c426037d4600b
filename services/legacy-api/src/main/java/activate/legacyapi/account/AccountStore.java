package activate.legacyapi.account;

import activate.legacyapi.change.Change;
import activate.legacyapi.change.TrackedStore;
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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Accounts in MongoDB. */
@ApplicationScoped
public class AccountStore extends TrackedStore<Account> {
    private static final String ORGANIZATION = "organization";

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
    protected void createIndexes(MongoCollection<Account> documents) {
        IndexOptions unique = new IndexOptions().unique(true);
        documents.createIndex(Indexes.ascending("usernameKey"), unique);
        documents.createIndex(Indexes.ascending("safeUsername"), unique);
        documents.createIndex(
                Indexes.ascending("emailKey"), new IndexOptions().unique(true).sparse(true));
        documents.createIndex(Indexes.ascending(ORGANIZATION, "usernameKey"));
    }

    /** The account with this id. */
    public Optional<Account> byId(String id) {
        return tracked().find(id);
    }

    /** The account with this user name, whatever its case. */
    public Optional<Account> byUsername(String username) {
        return first(Filters.eq("usernameKey", username.toLowerCase(Locale.ROOT)));
    }

    /** The account that a POSIX system knows by this name. */
    public Optional<Account> byLoginName(String name) {
        return byUsername(name).or(() -> first(Filters.eq("safeUsername", name)));
    }

    /** Whether there is any account at all. */
    boolean isEmpty() {
        return mongoCollection().find().first() == null;
    }

    /** How many accounts an organization has. */
    public long members(String organization) {
        return mongoCollection().countDocuments(live(Filters.eq(ORGANIZATION, organization)));
    }

    /** One page of accounts. */
    public Page page(Query query) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(LIVE);
        if (query.organization() != null) {
            conditions.add(Filters.eq(ORGANIZATION, query.organization()));
        }
        if (query.active() != null) {
            conditions.add(Filters.eq("active", query.active()));
        }
        if (query.search() != null && !query.search().isBlank()) {
            Pattern part =
                    Pattern.compile(
                            Pattern.quote(query.search().strip()), Pattern.CASE_INSENSITIVE);
            conditions.add(
                    Filters.or(
                            Filters.regex("username", part),
                            Filters.regex("name", part),
                            Filters.regex("email", part)));
        }
        Bson condition = Filters.and(conditions);
        List<Account> found =
                mongoCollection()
                        .find(condition)
                        .sort(Sorts.orderBy(query.order(), Sorts.ascending("_id")))
                        .skip(query.skip())
                        .limit(query.limit())
                        .into(new ArrayList<>());
        return new Page(found, mongoCollection().countDocuments(condition));
    }

    /** Adds an account. */
    Account add(Account account) {
        return tracked().insert(account);
    }

    /** Notes a sign-in; no change that anybody is told of. */
    public void noteLogin(String id, Instant at) {
        mongoCollection().updateOne(Filters.eq("_id", id), Updates.set("lastLoginAt", at));
    }

    /** Notes that the user's browser is open. */
    public void notePing(String id, Instant at) {
        mongoCollection().updateOne(Filters.eq("_id", id), Updates.set("lastPingAt", at));
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
    public Optional<Account> setPassword(String id, NewPassword password, Supplier<Change> change) {
        return tracked()
                .update(
                        id,
                        account ->
                                isExpected(account, password.expectedVersion())
                                        ? withPassword(account, password, change.get())
                                        : account)
                .filter(account -> password.hash().equals(account.passwordHash()));
    }

    /** Allows or refuses the account everything; nothing changes if it is so already. */
    public Optional<Account> setActive(String id, boolean active, Supplier<Change> change) {
        return tracked()
                .update(
                        id,
                        account ->
                                account.active() == active
                                        ? account
                                        : account.changed(
                                                change.get(),
                                                active
                                                        ? account.passwording()
                                                        : account.passwording().withoutSessions(),
                                                active));
    }

    private static boolean isExpected(Account account, @Nullable Long version) {
        return version == null
                || (account.active() && account.currentCredentialsVersion() == version);
    }

    private static Account withPassword(Account account, NewPassword password, Change change) {
        return account.changed(
                change,
                new Account.Passwording(
                        password.hash(),
                        change.at(),
                        account.currentCredentialsVersion() + 1,
                        password.keptSession()),
                account.active());
    }
}
