package activate.embedded.postgres;

import activate.embedded.part.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Commits a row and reads it back, in a schema of the supervisor's own in the database of the
 * services. Before there is that database, a login is enough: it is made once the server is ready.
 */
public final class PostgresProbe {

    private static final String MISSING_DATABASE = "3D000";
    private static final String MISSING_SCHEMA = "3F000";
    private static final String MISSING_TABLE = "42P01";

    private final PostgresLogins logins;
    private final String id;

    /**
     * @param id of this installation: several may use one server
     */
    public PostgresProbe(PostgresLogins logins, String id) {
        this.logins = logins;
        this.id = id;
    }

    public Optional<Fault> fault() {
        try (var connection = logins.connectForProbe(true)) {
            return roundTrip(connection);
        } catch (SQLException e) {
            return MISSING_DATABASE.equals(e.getSQLState())
                    ? login()
                    : Optional.of(Fault.of("a row could not be stored and read back", e));
        }
    }

    private Optional<Fault> login() {
        try (var connection = logins.connectForProbe(false)) {
            return connection.isValid(2)
                    ? Optional.empty()
                    : Optional.of(Fault.of("the administrator's login does not work"));
        } catch (SQLException e) {
            return Optional.of(Fault.of("the administrator's login does not work", e));
        }
    }

    private Optional<Fault> roundTrip(Connection connection) throws SQLException {
        String word = UUID.randomUUID().toString();
        try {
            write(connection, word);
        } catch (SQLException e) {
            if (!MISSING_SCHEMA.equals(e.getSQLState()) && !MISSING_TABLE.equals(e.getSQLState())) {
                throw e;
            }
            prepare(connection);
            write(connection, word);
        }
        try (var read =
                connection.prepareStatement("select word from supervisor.probe where id = ?")) {
            read.setString(1, id);
            try (var rows = read.executeQuery()) {
                return rows.next() && word.equals(rows.getString(1))
                        ? Optional.empty()
                        : Optional.of(Fault.of("what was written is not what is read"));
            }
        }
    }

    /** Commits by itself. */
    private void write(Connection connection, String word) throws SQLException {
        try (var write =
                connection.prepareStatement(
                        "insert into supervisor.probe values (?, ?, now()) on conflict (id)"
                                + " do update set word = excluded.word, at = excluded.at")) {
            write.setString(1, id);
            write.setString(2, word);
            write.executeUpdate();
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create schema if not exists supervisor");
            statement.execute(
                    "create table if not exists supervisor.probe"
                            + " (id text primary key, word text not null, at timestamptz not null)");
        }
    }
}
