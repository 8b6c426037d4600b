package activate.embedded.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * Makes one login with one schema per service, in whatever PostgreSQL an administrator's login is
 * given for.
 */
public final class PostgresLogins {

    static final String DATABASE = "activate";

    /** Of one service, in all its processes: twice its pool for each of two. */
    private static final int CONNECTIONS = 40;

    private static final String EXTRAORDINARY =
            "select 1 from pg_roles where rolname = ? and (rolsuper or rolreplication or rolbypassrls)";

    private static final String NO_RIGHTS_OVER_ALL = " nosuperuser noreplication nobypassrls";

    private static final String MEMBERSHIPS =
            """
            select granted.rolname from pg_auth_members
            join pg_roles granted on granted.oid = roleid
            join pg_roles holder on holder.oid = member
            where holder.rolname = ?
            """;

    private final String jdbcUrl;
    private final String user;
    private final String password;

    PostgresLogins(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /**
     * {@code postgresql://admin:password@host:port/database?parameters} of a server of the user's
     * own.
     */
    public static PostgresLogins of(URI url) {
        String[] login =
                url.getRawUserInfo() == null ? new String[0] : url.getRawUserInfo().split(":", 2);
        if (login.length != 2) {
            throw new IllegalArgumentException(
                    "ACTIVATE_POSTGRES_URL: no login (expected: postgresql://user:password@host:port/database)");
        }
        String port = url.getPort() == -1 ? "5432" : Integer.toString(url.getPort());
        String path = Objects.requireNonNullElse(url.getRawPath(), "");
        String database = path.length() < 2 ? "/postgres" : path;
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new PostgresLogins(
                "jdbc:postgresql://" + url.getHost() + ":" + port + database + query,
                decode(login[0]),
                decode(login[1]));
    }

    Connection connect() throws SQLException {
        return connect(jdbcUrl);
    }

    /** For a question that has to be answered soon. */
    Connection connectForProbe(boolean prepared) throws SQLException {
        return connect(prepared ? databaseUrl() : jdbcUrl, "2");
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** The database of the address itself. */
    public String url() {
        return jdbcUrl;
    }

    /** Another login, in the database of the services. */
    public PostgresLogins as(String otherUser, String otherPassword) {
        return new PostgresLogins(databaseUrl(), otherUser, otherPassword);
    }

    /** Where the services connect. */
    public String databaseUrl() {
        return jdbcUrl.replaceFirst("/[^/?]*(?=\\?|$)", "/" + DATABASE);
    }

    /** Makes the database when it is missing. */
    public void ensureDatabase() throws SQLException {
        try (var connection = connect()) {
            if (!exists(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
                execute(
                        connection,
                        "create database " + DATABASE + " template template0 encoding 'UTF8'");
            }
            execute(connection, "revoke all on database " + DATABASE + " from public");
        }
        try (var connection = connect(databaseUrl())) {
            execute(connection, "revoke all on schema public from public");
        }
    }

    /**
     * Makes a login and a schema that it owns; sets the password again, so that a restored secret
     * works.
     */
    public void ensure(String login, String loginPassword, String schema) throws SQLException {
        try (var connection = connect(databaseUrl())) {
            String name = identifier(login);
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", login)) {
                execute(connection, "create role " + name);
            }
            execute(
                    connection,
                    "alter role %s login nocreatedb nocreaterole connection limit %d password '%s'"
                            .formatted(name, CONNECTIONS, loginPassword.replace("'", "''")));
            // Only a superuser may even say so: hence not of a role that is ordinary already.
            if (exists(connection, EXTRAORDINARY, login)) {
                execute(connection, "alter role " + name + NO_RIGHTS_OVER_ALL);
            }
            dropMemberships(connection, login);
            execute(connection, "grant connect on database " + DATABASE + " to " + name);
            // Only a member of a role may make a schema for it; a superuser needs no membership.
            execute(connection, "grant " + name + " to current_user");
            makeSchema(connection, login, schema);
            execute(connection, "alter role " + name + " set search_path = " + identifier(schema));
        }
    }

    /** Makes a schema for a login that exists. */
    public void ensureSchema(String login, String schema) throws SQLException {
        try (var connection = connect(databaseUrl())) {
            makeSchema(connection, login, schema);
        }
    }

    private static void makeSchema(Connection connection, String login, String schema)
            throws SQLException {
        execute(
                connection,
                "create schema if not exists %s authorization %s"
                        .formatted(identifier(schema), identifier(login)));
    }

    /** A role that somebody granted to it would open what is another service's. */
    private static void dropMemberships(Connection connection, String login) throws SQLException {
        for (String role : query(connection, MEMBERSHIPS, login)) {
            execute(connection, "revoke " + identifier(role) + " from " + identifier(login));
        }
    }

    private Connection connect(String url) throws SQLException {
        return connect(url, "10");
    }

    private Connection connect(String url, String answerSeconds) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", answerSeconds);
        return DriverManager.getConnection(url, properties);
    }

    private static boolean exists(Connection connection, String query, String value)
            throws SQLException {
        return !query(connection, query, value).isEmpty();
    }

    /** The first column. */
    private static List<String> query(Connection connection, String query, String value)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
