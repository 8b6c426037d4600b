package activate.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** Addresses of PostgreSQL, as a person writes them and as the driver wants them. */
final class PostgresLoginsTest {

    @Test
    void partsOfAnAddressAreDecoded() {
        PostgresLogins logins =
                PostgresLogins.of(
                        URI.create("postgresql://ad%40min:p+w%2F@db.example/app?ssl=true"));
        assertThat(logins.url()).isEqualTo("jdbc:postgresql://db.example:5432/app?ssl=true");
        assertThat(logins.user()).isEqualTo("ad@min");
        assertThat(logins.password()).isEqualTo("p+w/");
    }

    @Test
    void servicesConnectToTheirDatabaseWithTheSameParameters() {
        PostgresLogins logins =
                PostgresLogins.of(URI.create("postgresql://a:b@db.example:1/app?ssl=true"));
        assertThat(logins.databaseUrl())
                .isEqualTo("jdbc:postgresql://db.example:1/activate?ssl=true");
        PostgresLogins own = logins.as("one", "secret");
        assertThat(own.url()).isEqualTo(logins.databaseUrl());
        assertThat(own.user()).isEqualTo("one");
        assertThat(own.password()).isEqualTo("secret");
    }

    @Test
    void anAddressWithoutADatabaseIsTheAdministrators() {
        assertThat(PostgresLogins.of(URI.create("postgresql://a:b@db.example:1")).url())
                .isEqualTo("jdbc:postgresql://db.example:1/postgres");
    }
}
