package activate.standalone.platform;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.part.PartFailure;
import activate.embedded.postgres.PostgresLogins;
import activate.standalone.outside.Logins;
import activate.standalone.service.Service;
import activate.standalone.service.StoreAccess;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A login and a schema of its own for each service that uses PostgreSQL. */
final class PostgresSchemas implements StoreAccess {

    private final Home home;
    private final PostgresLogins logins;
    private final Optional<Logins> outside;

    /**
     * @param outside how the logins come into a server that somebody else runs
     */
    PostgresSchemas(Home home, PostgresLogins logins, Optional<Logins> outside) {
        this.home = home;
        this.logins = logins;
        this.outside = outside;
        if (!isShared()) {
            areGiven();
        }
    }

    void ensure() {
        if (areGiven()) {
            return;
        }
        try {
            logins.ensureDatabase();
            for (ServiceGrants grants : owners()) {
                if (isShared()) {
                    logins.ensureSchema(logins.user(), grants.schema().orElseThrow());
                } else {
                    logins.ensure(grants.login(), password(grants), grants.schema().orElseThrow());
                }
            }
        } catch (SQLException e) {
            throw new PartFailure(
                    "logins and schemas could not be made in PostgreSQL: "
                            + e.getMessage()
                            + outside.map(given -> ": " + given.remedy()).orElse(""),
                    e);
        }
    }

    @Override
    public Map<String, String> variables(Service service) {
        Optional<ServiceGrants> owner =
                ServiceGrants.of(service.part()).filter(known -> known.schema().isPresent());
        if (owner.isEmpty()) {
            return Map.of();
        }
        ServiceGrants grants = owner.get();
        if (isShared()) {
            return variables(logins.databaseUrl(), logins.user(), logins.password());
        }
        Optional<PostgresLogins> own =
                outside.flatMap(given -> given.given(grants))
                        .map(url -> PostgresLogins.of(URI.create(url)));
        if (own.isPresent()) {
            return variables(own.get().url(), own.get().user(), own.get().password());
        }
        return variables(logins.databaseUrl(), grants.login(), password(grants));
    }

    private static Map<String, String> variables(String url, String user, String password) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", url,
                "QUARKUS_DATASOURCE_USERNAME", user,
                "QUARKUS_DATASOURCE_PASSWORD", password);
    }

    private boolean isShared() {
        return outside.map(Logins::isShared).orElse(false);
    }

    private boolean areGiven() {
        return outside.map(given -> given.areGiven(owners())).orElse(false);
    }

    private static List<ServiceGrants> owners() {
        return ServiceGrants.all().stream().filter(grants -> grants.schema().isPresent()).toList();
    }

    private String password(ServiceGrants grants) {
        return home.secret("postgres-" + grants.name());
    }
}
