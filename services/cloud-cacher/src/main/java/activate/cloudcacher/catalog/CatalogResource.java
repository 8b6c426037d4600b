package activate.cloudcacher.catalog;

import activate.servicekit.servicetoken.ServiceOnly;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The lists of the cache, for services. Never waits for a cloud. */
@Path("/internal/v1")
@Produces(MediaType.APPLICATION_JSON)
@ServiceOnly
@RunOnVirtualThread
public class CatalogResource {

    private final CatalogStore store;

    CatalogResource(CatalogStore store) {
        this.store = store;
    }

    @GET
    @Path("providers")
    public Listing providers() {
        return store.current().listing(Kind.PROVIDERS);
    }

    @GET
    @Path("regions")
    public Listing regions() {
        return store.current().listing(Kind.REGIONS);
    }

    @GET
    @Path("instance-types")
    public Listing instanceTypes() {
        return store.current().listing(Kind.INSTANCE_TYPES);
    }
}
