package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.part.PartFailure;
import activate.embedded.postgres.PostgresLogins;
import activate.embedded.postgres.PostgresProbe;
import activate.standalone.settings.Settings;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** In a real PostgreSQL: a login and a schema of its own for each service that uses it. */
final class PostgresIdentities {

    private final PostgresLogins administrator;
    private final Home home;
    private final Logins logins;

    PostgresIdentities(URI url, Settings settings) {
        this.administrator = PostgresLogins.of(url);
        this.home = settings.home();
        this.logins = new Logins(settings, Store.POSTGRES, "ACTIVATE_POSTGRES_URL");
        if (!logins.isShared()) {
            areGiven();
        }
    }

    /**
     * @param id of this installation
     */
    PostgresProbe probe(String id) {
        return new PostgresProbe(administrator, id);
    }

    /** Harmless when all is there; sets the passwords again. */
    void ensure() {
        if (areGiven()) {
            return;
        }
        try {
            administrator.ensureDatabase();
            for (ServiceGrants grants : owners()) {
                if (logins.isShared()) {
                    administrator.ensureSchema(administrator.user(), grants.schema().orElseThrow());
                } else {
                    administrator.ensure(
                            grants.login(), password(grants), grants.schema().orElseThrow());
                }
            }
        } catch (SQLException e) {
            throw new PartFailure(
                    "logins and schemas could not be made in PostgreSQL: "
                            + e.getMessage()
                            + ": "
                            + logins.remedy(),
                    e);
        }
    }

    Map<String, String> variables(ServiceGrants grants) {
        if (logins.isShared()) {
            return variables(administrator.as(administrator.user(), administrator.password()));
        }
        return variables(
                logins.given(grants)
                        .map(url -> PostgresLogins.of(URI.create(url)))
                        .orElseGet(() -> administrator.as(grants.login(), password(grants))));
    }

    /** As a service is told. */
    static Map<String, String> variables(PostgresLogins login) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", login.url(),
                "QUARKUS_DATASOURCE_USERNAME", login.user(),
                "QUARKUS_DATASOURCE_PASSWORD", login.password());
    }

    private String password(ServiceGrants grants) {
        return home.secret("postgres-" + grants.name());
    }

    private boolean areGiven() {
        return logins.areGiven(owners());
    }

    private static List<ServiceGrants> owners() {
        return ServiceGrants.all().stream().filter(Store.POSTGRES::serves).toList();
    }
}
