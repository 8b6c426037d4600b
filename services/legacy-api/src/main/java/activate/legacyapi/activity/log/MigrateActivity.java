package activate.legacyapi.activity.log;

import activate.servicekit.startup.Preparation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;

/** Brings the tables of the activity log to the newest version. */
@ApplicationScoped
class MigrateActivity implements Preparation {
    private final Flyway flyway;

    @Inject
    MigrateActivity(Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public String name() {
        return "activity-tables";
    }

    @Override
    public int order() {
        return 5;
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public void prepare() {
        flyway.migrate();
    }
}
