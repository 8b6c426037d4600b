package activate.standalone.platform;

import activate.standalone.home.Home;
import activate.standalone.postgres.PostgresLogins;
import activate.standalone.service.Service;
import activate.standalone.service.StoreAccess;
import activate.standalone.supervise.PartFailure;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Which service owns which schema, under a login of its own. */
final class PostgresSchemas implements StoreAccess {

    private static final Map<Service, String> SCHEMAS =
            new EnumMap<>(Map.of(Service.LEGACY_API, "activity", Service.INTERNAL_API, "billing"));

    private final Home home;
    private final PostgresLogins logins;

    PostgresSchemas(Home home, PostgresLogins logins) {
        this.home = home;
        this.logins = logins;
    }

    void ensure() {
        try {
            logins.ensureDatabase();
            for (var entry : SCHEMAS.entrySet()) {
                logins.ensure(login(entry.getKey()), password(entry.getKey()), entry.getValue());
            }
        } catch (SQLException e) {
            throw new PartFailure(
                    "logins and schemas could not be made in PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<String, String> variables(Service service) {
        String schema = SCHEMAS.get(service);
        if (schema == null) {
            return Map.of();
        }
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", logins.databaseUrl(),
                "QUARKUS_DATASOURCE_USERNAME", login(service),
                "QUARKUS_DATASOURCE_PASSWORD", password(service));
    }

    private static String login(Service service) {
        return service.part().replace('-', '_');
    }

    private String password(Service service) {
        return home.secret("postgres-" + service.part());
    }
}
