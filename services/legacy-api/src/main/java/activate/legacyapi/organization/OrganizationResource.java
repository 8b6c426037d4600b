package activate.legacyapi.organization;

import static activate.legacyapi.resource.Who.MEMBER;
import static activate.legacyapi.resource.Who.SELF;

import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The organization that the caller belongs to. */
@Path("/api")
@RunOnVirtualThread
public class OrganizationResource {
    private final AccountStore accounts;
    private final Scope scope;

    @Inject
    OrganizationResource(AccountStore accounts, Scope scope) {
        this.accounts = accounts;
        this.scope = scope;
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
    @Allows(SELF)
    public Page list(@Valid @BeanParam OrganizationQuery query) {
        return query.page(List.of(shown(scope.organization())));
    }

    /** One organization. */
    @GET
    @Path("/organizations/{organization}")
    @Allows(MEMBER)
    public Shown get() {
        return shown(scope.organization());
    }

    private Shown shown(String name) {
        return new Shown(name, name, name, accounts.members(name), false, false);
    }
}
