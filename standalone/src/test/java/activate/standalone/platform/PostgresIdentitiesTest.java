package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.grant.ServiceGrants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the role of one service the schemas of the others are refused, and everything that is the
 * administrator's, and its own schema works.
 */
@SuppressWarnings("NullAway.Init")
final class PostgresIdentitiesTest {

    @TempDir static Path folder;

    private static RunningStores stores;

    @BeforeAll
    static void start() throws Exception {
        stores = new RunningStores(folder, "postgres");
        // Given a table and a sequence of each writer
        for (ServiceGrants grants : writers().toList()) {
            try (var connection = stores.in(grants).postgres("")) {
                connection.createStatement().execute("create table kept (id int)");
                connection.createStatement().execute("create sequence counter");
            }
        }
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    static Stream<ServiceGrants> writers() {
        return ServiceGrants.all().stream().filter(grants -> grants.schema().isPresent());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void itsOwnWorks(ServiceGrants grants) throws Exception {
        try (var connection = stores.in(grants).postgres("")) {
            var statement = connection.createStatement();
            statement.execute("create table mine (id int primary key)");
            statement.execute("insert into mine values (1)");
            statement.execute("drop table mine");
        }
    }

    private static List<String> attacksOnTheServer(ServiceGrants grants) {
        return List.of(
                "create table public.mine (id int)",
                "create schema mine",
                "create temporary table mine (id int)",
                "create database mine",
                "create role mine",
                "create extension dblink",
                "alter role " + grants.login() + " superuser",
                "alter role " + grants.login() + " createrole",
                "set role activate",
                "set session authorization activate",
                "select pg_read_file('PG_VERSION')",
                "select pg_ls_dir('.')",
                "select * from pg_authid",
                "select lo_import('/etc/passwd')",
                "copy (select 1) to program 'true'",
                "copy (select 1) to '/tmp/mine'",
                "alter system set fsync = off",
                "select pg_reload_conf()");
    }

    private static List<String> attacksOnSchema(ServiceGrants other, ServiceGrants grants) {
        String schema = other.schema().orElseThrow();
        return List.of(
                "select * from " + schema + ".kept",
                "insert into " + schema + ".kept values (1)",
                "delete from " + schema + ".kept",
                "truncate " + schema + ".kept",
                "drop table " + schema + ".kept",
                "drop schema " + schema + " cascade",
                "create table " + schema + ".mine (id int)",
                "create view looks as select * from " + schema + ".kept; select * from looks",
                "select nextval('" + schema + ".counter')",
                "grant all on schema " + schema + " to " + grants.login(),
                "set role " + other.login(),
                "grant " + other.login() + " to " + grants.login(),
                "alter role " + other.login() + " password 'x'",
                "drop role " + other.login());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void schemasOfOthersAreRefused(ServiceGrants grants) throws Exception {
        Intruder intruder = stores.in(grants);
        List<String> attacks = new ArrayList<>(attacksOnTheServer(grants));
        for (ServiceGrants other : writers().toList()) {
            if (!other.equals(grants)) {
                attacks.addAll(attacksOnSchema(other, grants));
            }
        }
        for (String attack : attacks) {
            try (var connection = intruder.postgres("")) {
                assertThatThrownBy(() -> connection.createStatement().execute(attack))
                        .as("%s: %s", grants.name(), attack)
                        .isInstanceOfSatisfying(
                                java.sql.SQLException.class,
                                e -> assertThat(e.getSQLState()).isIn("42501", "22023", "0LP01"));
            }
        }
        if (!stores.isReal("postgres")) {
            for (String database : List.of("postgres", "template1")) {
                assertThatThrownBy(() -> intruder.postgres(database).close())
                        .hasMessageContaining("pg_hba.conf");
            }
        }
    }
}
