package activate.legacyapi.organization.member;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;
import static activate.legacyapi.resource.Who.MEMBER;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.input.Direction;
import activate.legacyapi.input.PageSize;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import com.mongodb.client.model.Sorts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import java.util.Objects;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Users, for administrators; and what users see of each other. */
@Path("/api")
@RunOnVirtualThread
public class UserResource {
    private static final String SORTED_BY = "username|email|lastLogin|createdAt";
    private static final Map<String, String> ORDERS =
            Map.of(
                    "username", AccountStore.USERNAME_KEY,
                    "email", AccountStore.EMAIL_KEY,
                    "lastLogin", AccountStore.LAST_LOGIN,
                    "createdAt", AccountStore.CREATED);

    private final AccountStore accounts;
    private final AdministerUsers administer;
    private final Scope scope;

    @Inject
    UserResource(AccountStore accounts, AdministerUsers administer, Scope scope) {
        this.accounts = accounts;
        this.administer = administer;
        this.scope = scope;
    }

    /** What part of a list is asked for, in which order. */
    public static final class ListQuery {
        @QueryParam("limit")
        @DefaultValue("50")
        @PageSize
        int limit;

        @QueryParam("skip")
        @DefaultValue("0")
        @PositiveOrZero(message = "0 or more")
        int skip;

        @QueryParam("search")
        @Nullable String search;

        @QueryParam("active")
        @DefaultValue("all")
        @Pattern(regexp = "all|true|false", message = "all, true or false")
        String active = "all";

        @QueryParam("sortBy")
        @DefaultValue("username")
        @Pattern(regexp = SORTED_BY, message = SORTED_BY)
        String sortBy = "username";

        @QueryParam("sortDir")
        @DefaultValue("asc")
        @Direction
        String sortDir = "asc";

        AccountStore.Query in(@Nullable String organization) {
            String field = Objects.requireNonNull(ORDERS.get(sortBy));
            Bson order =
                    sortDir.equals(Direction.DESCENDING)
                            ? Sorts.descending(field)
                            : Sorts.ascending(field);
            Boolean wanted = active.equals("all") ? null : Boolean.valueOf(active);
            return new AccountStore.Query(organization, search, wanted, order, limit, skip);
        }
    }

    /** Users of the caller's organization; of the whole platform for its administrators. */
    @GET
    @Path("/users")
    @Allows(MEMBER)
    public UserBody.Page users(@Valid @BeanParam ListQuery query) {
        return page(query.in(scope.account().seenOrganization()));
    }

    /** Users of an organization. */
    @GET
    @Path("/organizations/{organization}/users")
    @Allows(MEMBER)
    public UserBody.Page ofOrganization(@Valid @BeanParam ListQuery query) {
        return page(query.in(scope.organization()));
    }

    /** Makes a user. */
    @POST
    @Path("/organizations/{organization}/users")
    @Allows(ADMINISTRATOR)
    public UserBody.Made add(
            @NotNull(message = "Give username, name and email.") @Valid UserBody.New body) {
        Account made = administer.add(scope.caller(), scope.organization(), body);
        return new UserBody.Made(made.username(), made.name(), made.email(), made.organization());
    }

    /** Allows or refuses a user everything. */
    @PUT
    @Path("/organizations/{organization}/users/{user}/active")
    @Allows(ADMINISTRATOR)
    public void setActive(@NotNull(message = "Give active.") @Valid UserBody.Active body) {
        administer.setActive(scope.caller(), scope.subject(), body.active());
    }

    /** Sets a user's password. */
    @PUT
    @Path("/organizations/{organization}/users/{user}/password")
    @Allows(ADMINISTRATOR)
    public void setPassword(
            @NotNull(message = "Give the same password twice.") UserBody.Password body) {
        administer.setPassword(scope.caller(), scope.subject(), body.confirmed());
    }

    /** A user as others of the organization see it. */
    @GET
    @Path("/users/{username}/profile")
    @Allows(grant = Account.PROFILE)
    public UserBody.Profile profile() {
        return UserBody.Profile.of(scope.document(Account.class));
    }

    private UserBody.Page page(AccountStore.Query query) {
        AccountStore.Page found = accounts.page(query);
        return new UserBody.Page(
                found.accounts().stream().map(UserBody.Listed::of).toList(), found.total());
    }
}
