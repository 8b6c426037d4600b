package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import activate.embedded.postgres.PostgresLogins;
import activate.embedded.postgres.PostgresProbe;
import activate.standalone.settings.Settings;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** In a real PostgreSQL: a login and a schema of its own for each service that uses it. */
final class PostgresIdentities extends OutsidePart {

    private final PostgresLogins administrator;

    PostgresIdentities(URI url, Settings settings) {
        super(Store.POSTGRES, url, settings, "ACTIVATE_POSTGRES_URL");
        this.administrator = PostgresLogins.of(url);
        if (!logins.isShared()) {
            logins.areGiven();
        }
    }

    @Override
    Optional<Fault> trouble() {
        return new PostgresProbe(administrator, installation()).fault();
    }

    @Override
    void ensure() {
        if (logins.areGiven()) {
            return;
        }
        try {
            administrator.ensureDatabase();
            for (ServiceGrants grants : logins.users()) {
                String schema = grants.schema().orElseThrow();
                if (logins.isShared()) {
                    administrator.ensureSchema(administrator.user(), schema);
                } else {
                    administrator.ensure(grants.login(), password(grants), schema);
                }
            }
        } catch (SQLException e) {
            throw new PartFailure(
                    "logins and schemas could not be made in PostgreSQL: %s: %s"
                            .formatted(e.getMessage(), logins.remedy()),
                    e);
        }
    }

    @Override
    Map<String, String> variables(ServiceGrants grants) {
        if (logins.isShared()) {
            return variables(administrator.as(administrator.user(), administrator.password()));
        }
        return variables(
                logins.given(grants)
                        .map(own -> PostgresLogins.of(URI.create(own)))
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
}
