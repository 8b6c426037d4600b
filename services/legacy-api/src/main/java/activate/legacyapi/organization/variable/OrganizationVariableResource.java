package activate.legacyapi.organization.variable;

import static activate.legacyapi.resource.Who.ADMINISTRATOR;
import static activate.legacyapi.resource.Who.MEMBER;

import activate.legacyapi.resource.Allows;
import activate.legacyapi.resource.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;

/** Variables of an organization. */
@Path("/api/organizations/{organization}/variables")
@RunOnVirtualThread
public class OrganizationVariableResource {
    private final Variables variables;
    private final Scope scope;

    @Inject
    OrganizationVariableResource(Variables variables, Scope scope) {
        this.variables = variables;
        this.scope = scope;
    }

    /** All of them, by their keys. */
    @GET
    @Allows(MEMBER)
    public Map<String, Variable.Shown> list() {
        return variables.shown(owner());
    }

    /** Makes a variable. */
    @POST
    @Allows(ADMINISTRATOR)
    public Map<String, Variable.Shown> create(
            @NotNull(message = "Give key and value.") @Valid Variable.New body) {
        variables.create(owner(), body, scope.activity(VariableActivity.CREATED));
        return list();
    }

    /** Changes a variable. */
    @PATCH
    @Path("/{key}")
    @Allows(ADMINISTRATOR)
    public Map<String, Variable.Shown> change(
            @PathParam("key") String key,
            @NotNull(message = "Give what shall be otherwise.") @Valid Variable.Patch body) {
        variables.change(owner(), key, body, scope.activity(VariableActivity.CHANGED));
        return list();
    }

    /** Deletes a variable. */
    @DELETE
    @Path("/{key}")
    @Allows(ADMINISTRATOR)
    public void delete(@PathParam("key") String key) {
        variables.delete(owner(), key, scope.activity(VariableActivity.DELETED));
    }

    private Variable.Owner owner() {
        return Variable.Owner.organization(scope.organization());
    }
}
