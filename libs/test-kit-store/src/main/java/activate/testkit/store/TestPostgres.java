package activate.testkit.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.PrivateFiles;
import activate.embedded.postgres.PostgresLogins;
import activate.embedded.postgres.PostgresPart;
import activate.testkit.resource.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded PostgreSQL, or the server that {@code ACTIVATE_TEST_POSTGRES_URL} names. As in
 * earnest a service has a login of its own, which owns its schema and nothing else.
 */
public final class TestPostgres implements AutoCloseable {

    private static final String PASSWORD = "test";

    /** What is lost with the machine is of no interest to a test. */
    private static final List<String> HASTY =
            List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private final Optional<TestHome.Running<PostgresPart>> embedded;
    private final PostgresLogins logins;

    private TestPostgres(Optional<TestHome.Running<PostgresPart>> embedded, PostgresLogins logins) {
        this.embedded = embedded;
        this.logins = logins;
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestPostgres start() {
        Optional<URI> given = given();
        if (given.isPresent()) {
            return new TestPostgres(Optional.empty(), PostgresLogins.of(given.get()));
        }
        Path programs =
                PrivateFiles.folder(
                        Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "activate-postgres-" + System.getProperty("user.name")));
        var running =
                TestHome.start(home -> new PostgresPart(home, FreePort.find(), programs, HASTY));
        return new TestPostgres(Optional.of(running), running.part().logins());
    }

    /** The real one, with its administrator's login in front of the host. */
    public static Optional<URI> given() {
        return Optional.ofNullable(System.getenv("ACTIVATE_TEST_POSTGRES_URL"))
                .map(
                        jdbc -> {
                            URI url = URI.create(jdbc.substring("jdbc:".length()));
                            String[] login =
                                    url.getQuery().replaceAll("user=|password=", "").split("&", 2);
                            return URI.create(
                                    "postgresql://%s:%s@%s%s"
                                            .formatted(
                                                    login[0],
                                                    login[1],
                                                    url.getAuthority(),
                                                    url.getPath()));
                        });
    }

    /** The settings by which a service finds its schema, which is empty. */
    public Map<String, String> settings(String service) {
        ServiceGrants grants = ServiceGrants.of(service).orElseThrow();
        String schema = grants.schema().orElseThrow();
        try {
            logins.ensureDatabase();
            try (var connection =
                            DriverManager.getConnection(
                                    logins.databaseUrl(), logins.user(), logins.password());
                    var statement = connection.createStatement()) {
                statement.execute("drop schema if exists \"" + schema + "\" cascade");
            }
            logins.ensure(grants.login(), PASSWORD, schema);
        } catch (SQLException e) {
            throw new IllegalStateException("schema=" + schema, e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url", logins.databaseUrl(),
                "quarkus.datasource.username", grants.login(),
                "quarkus.datasource.password", PASSWORD);
    }

    /** The first process of the embedded server, to be stopped by a test; empty for a real one. */
    public Optional<Long> postmaster() {
        return embedded.flatMap(running -> running.part().process()).map(process -> process.pid());
    }

    @Override
    public void close() {
        embedded.ifPresent(running -> running.home().close());
    }
}
