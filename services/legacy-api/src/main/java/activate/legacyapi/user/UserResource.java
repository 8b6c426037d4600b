package activate.legacyapi.user;

import activate.legacyapi.account.Account;
import activate.legacyapi.account.AccountProblems;
import activate.legacyapi.account.AccountStore;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.auth.CurrentCaller;
import activate.servicekit.problem.Problem;
import com.mongodb.client.model.Sorts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Users, for administrators; and what users see of each other. */
@Path("/api")
@RunOnVirtualThread
public class UserResource {
    private static final int LONGEST_PAGE = 500;
    private static final Map<String, String> ORDERS =
            Map.of(
                    "username", "usernameKey",
                    "email", "emailKey",
                    "lastLogin", "lastLoginAt",
                    "createdAt", "createdAt");

    private final AccountStore accounts;
    private final AdministerUsers administer;
    private final CurrentCaller caller;

    @Inject
    UserResource(AccountStore accounts, AdministerUsers administer, CurrentCaller caller) {
        this.accounts = accounts;
        this.administer = administer;
        this.caller = caller;
    }

    /** What part of a list is asked for, in which order. */
    public static final class ListQuery {
        @QueryParam("limit")
        @DefaultValue("50")
        int limit;

        @QueryParam("skip")
        @DefaultValue("0")
        int skip;

        @QueryParam("search")
        @Nullable String search;

        @QueryParam("active")
        @DefaultValue("all")
        String active = "all";

        @QueryParam("sortBy")
        @DefaultValue("username")
        String sortBy = "username";

        @QueryParam("sortDir")
        @DefaultValue("asc")
        String sortDir = "asc";

        AccountStore.Query in(@Nullable String organization) {
            if (limit < 1 || limit > LONGEST_PAGE || skip < 0) {
                throw Problem.invalid(
                        "limit", "limit: " + limit + " (expected: 1 to 500), skip from 0");
            }
            String field = ORDERS.get(sortBy);
            if (field == null) {
                throw Problem.invalid(
                        "sortBy", "sortBy: (expected: one of " + ORDERS.keySet() + ")");
            }
            Bson order =
                    switch (sortDir) {
                        case "asc" -> Sorts.ascending(field);
                        case "desc" -> Sorts.descending(field);
                        default ->
                                throw Problem.invalid(
                                        "sortDir", "sortDir: (expected: asc or desc)");
                    };
            Boolean wanted =
                    switch (active) {
                        case "all" -> null;
                        case "true" -> Boolean.TRUE;
                        case "false" -> Boolean.FALSE;
                        default ->
                                throw Problem.invalid(
                                        "active", "active: (expected: all, true, false)");
                    };
            return new AccountStore.Query(organization, search, wanted, order, limit, skip);
        }
    }

    /** Users of the caller's organization; of the whole platform for its administrators. */
    @GET
    @Path("/users")
    public UserBody.Page users(@BeanParam ListQuery query) {
        Caller known = caller.get();
        boolean everywhere = known.account().roles().platformAdmin();
        return page(query.in(everywhere ? null : known.account().organization()));
    }

    /** Users of an organization. */
    @GET
    @Path("/organizations/{organization}/users")
    public UserBody.Page ofOrganization(
            @PathParam("organization") String organization, @BeanParam ListQuery query) {
        caller.get().requireMember(organization);
        return page(query.in(organization));
    }

    /** Makes a user. */
    @POST
    @Path("/organizations/{organization}/users")
    public UserBody.Made add(
            @PathParam("organization") String organization, UserBody.@Nullable New body) {
        Caller known = caller.get();
        known.requireAdministrator(organization);
        if (body == null) {
            throw Problem.invalid("", "Give username, name and email.");
        }
        Account made = administer.add(known, organization, body);
        return new UserBody.Made(made.username(), made.name(), made.email(), organization);
    }

    /** Allows or refuses a user everything. */
    @PUT
    @Path("/organizations/{organization}/users/{user}/active")
    public void setActive(
            @PathParam("organization") String organization,
            @PathParam("user") String user,
            UserBody.@Nullable Active body) {
        Caller known = caller.get();
        known.requireAdministrator(organization);
        if (body == null || body.active() == null) {
            throw Problem.invalid("/active", "Give active.");
        }
        administer.setActive(known, member(organization, user), body.active());
    }

    /** Sets a user's password. */
    @PUT
    @Path("/organizations/{organization}/users/{user}/password")
    public void setPassword(
            @PathParam("organization") String organization,
            @PathParam("user") String user,
            UserBody.@Nullable Password body) {
        Caller known = caller.get();
        known.requireAdministrator(organization);
        if (body == null
                || body.newPassword() == null
                || !body.newPassword().equals(body.confirmPassword())) {
            throw Problem.invalid("/confirmPassword", "Give the same password twice.");
        }
        administer.setPassword(known, member(organization, user), body.newPassword());
    }

    /** A user as others of the organization see it. */
    @GET
    @Path("/users/{username}/profile")
    public UserBody.Profile profile(@PathParam("username") String username) {
        Caller known = caller.get();
        return accounts.byUsername(username)
                .filter(
                        account ->
                                known.isOf(account.organization())
                                        || known.account().roles().platformAdmin())
                .map(UserBody.Profile::of)
                .orElseThrow(() -> AccountProblems.notFound(username));
    }

    private Account member(String organization, String username) {
        return accounts.byUsername(username)
                .filter(account -> account.organization().equals(organization))
                .orElseThrow(() -> AccountProblems.notFound(username));
    }

    private UserBody.Page page(AccountStore.Query query) {
        AccountStore.Page found = accounts.page(query);
        return new UserBody.Page(
                found.accounts().stream().map(UserBody.Listed::of).toList(), found.total());
    }
}
