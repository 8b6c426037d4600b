package activate.standalone.platform;

import activate.standalone.grant.ServiceGrants;
import activate.standalone.home.Home;
import activate.standalone.postgres.PostgresLogins;
import activate.standalone.service.Service;
import activate.standalone.service.StoreAccess;
import activate.standalone.supervise.PartFailure;
import java.sql.SQLException;
import java.util.Map;

/** A login and a schema of its own for each service that uses PostgreSQL. */
final class PostgresSchemas implements StoreAccess {

    private final Home home;
    private final PostgresLogins logins;

    PostgresSchemas(Home home, PostgresLogins logins) {
        this.home = home;
        this.logins = logins;
    }

    void ensure() {
        try {
            logins.ensureDatabase();
            for (ServiceGrants grants : ServiceGrants.all()) {
                if (grants.schema().isPresent()) {
                    logins.ensure(grants.login(), password(grants), grants.schema().get());
                }
            }
        } catch (SQLException e) {
            throw new PartFailure(
                    "logins and schemas could not be made in PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<String, String> variables(Service service) {
        ServiceGrants grants = ServiceGrants.of(service);
        if (grants.schema().isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", logins.databaseUrl(),
                "QUARKUS_DATASOURCE_USERNAME", grants.login(),
                "QUARKUS_DATASOURCE_PASSWORD", password(grants));
    }

    private String password(ServiceGrants grants) {
        return home.secret("postgres-" + grants.name());
    }
}
