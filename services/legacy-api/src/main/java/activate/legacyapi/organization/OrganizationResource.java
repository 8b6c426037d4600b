package activate.legacyapi.organization;

import activate.legacyapi.account.AccountStore;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.auth.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** The organization that the caller belongs to. */
@Path("/api")
@RunOnVirtualThread
public class OrganizationResource {
    private final AccountStore accounts;
    private final CurrentCaller caller;

    @Inject
    OrganizationResource(AccountStore accounts, CurrentCaller caller) {
        this.accounts = accounts;
        this.caller = caller;
    }

    /** An organization as the contract shows it; its name is its id. */
    public record Shown(
            String id,
            String name,
            String displayName,
            long members,
            boolean partner,
            boolean selfService) {}

    /** Organizations, and how many there are. */
    public record Page(List<Shown> organizations, long total) {}

    /** The organizations that the caller belongs to. */
    @GET
    @Path("/organizations")
    public Page list(@BeanParam OrganizationQuery query) {
        return query.page(List.of(shown(caller.get().account().organization())));
    }

    /** One organization. */
    @GET
    @Path("/organizations/{organization}")
    public Shown get(@PathParam("organization") String organization) {
        Caller known = caller.get();
        known.requireMember(organization);
        return shown(organization);
    }

    private Shown shown(String name) {
        return new Shown(name, name, name, accounts.members(name), false, false);
    }
}
