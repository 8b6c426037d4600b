package activate.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.home.Home;
import activate.testkit.resource.FreePort;
import activate.testkit.time.Eventually;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database server from its first start over a kill to its end. */
@SuppressWarnings("NullAway.Init")
final class PostgresPartTest {

    @TempDir Path folder;

    @Test
    void keepsCommitsOverAKillAndServicesApart() throws Exception {
        // Given a running server with a login and a schema for each of two services
        var home = new Home(folder);
        home.prepare();
        int port = FreePort.find();
        var part = new PostgresPart(home, port);
        try {
            launch(part);
            part.logins().ensureDatabase();
            part.logins().ensure("one", "secret-one", "ledger");
            part.logins().ensure("two", "secret-two", "activity");
            String url = part.logins().databaseUrl();
            try (var connection = DriverManager.getConnection(url, "one", "secret-one")) {
                connection.createStatement().execute("create table entries (id int primary key)");
                for (int id = 0; id < 50; id++) {
                    connection.createStatement().execute("insert into entries values (" + id + ")");
                }
            }
            // Then neither a wrong password nor the other service gets at it
            assertThatThrownBy(() -> DriverManager.getConnection(url, "one", "guess"))
                    .isInstanceOf(SQLException.class);
            try (var other = DriverManager.getConnection(url, "two", "secret-two")) {
                assertThatThrownBy(
                                () ->
                                        other.createStatement()
                                                .execute("select * from ledger.entries"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
            // When the server is killed and started again, then every commit is there
            part.process().orElseThrow().signal("KILL");
            assertThat(part.awaitEnd(10_000)).isTrue();
            launch(part);
            try (var connection = DriverManager.getConnection(url, "one", "secret-one");
                    var rows =
                            connection
                                    .createStatement()
                                    .executeQuery("select count(*) from entries")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(50);
            }
        } finally {
            part.stop();
        }
        // And a stop leaves neither process nor port
        assertThat(part.process()).isEmpty();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void anOutsideAddressWithoutALoginIsRefused() {
        assertThatThrownBy(() -> PostgresLogins.of(URI.create("postgresql://db.example:5432/app")))
                .hasMessageContaining("ACTIVATE_POSTGRES_URL");
    }

    @Test
    void anOutsideAddressKeepsItsParameters() {
        var logins =
                PostgresLogins.of(
                        URI.create("postgresql://a:b%2Fc@db.example/postgres?sslmode=require"));
        assertThat(logins.databaseUrl())
                .isEqualTo("jdbc:postgresql://db.example:5432/activate?sslmode=require");
    }

    private static void launch(PostgresPart part) {
        part.launch();
        Eventually.holds("the server answers", Duration.ofSeconds(60), part::isReady);
    }
}
