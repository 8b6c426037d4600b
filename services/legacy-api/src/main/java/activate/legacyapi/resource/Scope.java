package activate.legacyapi.resource;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountProblems;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.identity.caller.Authenticate;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.identity.caller.CallerProblems;
import activate.legacyapi.stored.Activity;
import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.Actor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose things a request is about, and who asks: what its path names, after {@link
 * AuthorizationFilter} has made sure of it.
 */
@RequestScoped
public class Scope {
    private final AccountStore accounts;
    private final Authenticate authenticate;
    private Place place = new Place(Map.of());
    private @Nullable Caller caller;
    private @Nullable Machine machine;
    private @Nullable Object document;
    private @Nullable Account user;

    @Inject
    Scope(AccountStore accounts, Authenticate authenticate) {
        this.accounts = accounts;
        this.authenticate = authenticate;
    }

    /** Who asks; there is one wherever a user may. */
    public Caller caller() {
        Caller known = caller;
        if (known == null) {
            throw CallerProblems.unauthenticated();
        }
        return known;
    }

    /** The account of who asks. */
    public Account account() {
        return caller().account();
    }

    /** Who asks, as the activity log shows it. */
    public Actor actor() {
        return caller().actor();
    }

    /** Something that whoever asks does in the organization of the request. */
    public Activity activity(ActivityType type) {
        return type.by(actor()).in(organization());
    }

    /**
     * Refuses a caller whose credential has been withdrawn since the request began, and takes back
     * what was made for it: after it is there, and before anybody learns of it.
     */
    public void requireStill(Runnable takeBack) {
        authenticate.requireStill(caller(), takeBack);
    }

    /** Which node or service asks, where only those may. */
    public Machine machine() {
        Machine known = machine;
        if (known == null) {
            throw CallerProblems.machinesOnly();
        }
        return known;
    }

    /** The organization in the path, else the caller's own. */
    public String organization() {
        return place.organization(account());
    }

    /**
     * The user in the path, else the caller.
     *
     * @throws activate.servicekit.problem.Problem 404 where the organization has no such user
     */
    public Account user() {
        Account known = user;
        if (known == null) {
            String name = place.user(account());
            known =
                    accounts.byUsername(name)
                            .filter(found -> found.isOf(organization()))
                            .orElseThrow(() -> AccountProblems.notFound(name));
            user = known;
        }
        return known;
    }

    /**
     * The user in the path, whom the request changes.
     *
     * @throws activate.servicekit.problem.Problem 403 where that user has a higher rank
     */
    public Account subject() {
        Account subject = user();
        if (!account().mayActOn(subject)) {
            throw CallerProblems.higherRank();
        }
        return subject;
    }

    /** The document in the path that has given the permission which {@link Allows#grant} names. */
    public <T> T document(Class<T> type) {
        return type.cast(Objects.requireNonNull(document, "the operation names no permission"));
    }

    void enter(Caller known, Place named) {
        caller = known;
        place = named;
    }

    void enter(Machine known) {
        machine = known;
    }

    void hold(Object found) {
        document = found;
    }
}
