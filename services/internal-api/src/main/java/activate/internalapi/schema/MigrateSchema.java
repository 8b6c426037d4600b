package activate.internalapi.schema;

import activate.servicekit.startup.Preparation;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.Flyway;

/**
 * Migrates the billing schema. The service starts without its database and becomes ready by itself.
 */
@ApplicationScoped
class MigrateSchema implements Preparation {
    private final Flyway flyway;

    MigrateSchema(Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public String name() {
        return "billing-schema";
    }

    @Override
    public void prepare() {
        flyway.migrate();
    }
}
