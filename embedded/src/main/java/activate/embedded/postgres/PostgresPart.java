package activate.embedded.postgres;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.part.ChildPart;
import activate.embedded.part.ChildProcess;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import activate.embedded.part.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The database server: makes its data folder once, runs in the foreground as our child, answers on
 * loopback only.
 */
public final class PostgresPart extends ChildPart {

    private static final String ADMIN = "activate";
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
    private static final Duration INITDB_DEADLINE = Duration.ofMinutes(2);

    private static final String SETTINGS =
            """
            listen_addresses=127.0.0.1
            port=%d
            unix_socket_directories=
            password_encryption=scram-sha-256
            fsync=on
            synchronous_commit=on
            full_page_writes=on
            max_connections=100
            shared_buffers=48MB
            max_wal_size=256MB
            log_timezone=UTC
            timezone=UTC
            """;

    private static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/local/bin:/usr/bin:/bin", "TZ", "UTC");

    private final Home home;
    private final Path folder;
    private final Path data;
    private final Path programs;
    private final List<String> settings;

    public PostgresPart(Home home, int port) {
        this(home, port, home.part("postgres"), List.of());
    }

    /**
     * @param programs where the programs are, or are unpacked
     * @param settings of the server beside our own, as {@code name=value}
     */
    public PostgresPart(Home home, int port, Path programs, List<String> settings) {
        super(home, "postgres", port, "INT", STOP_DEADLINE);
        this.programs = programs;
        this.settings = List.copyOf(settings);
        this.home = home;
        this.folder = home.part("postgres");
        this.data = folder.resolve("data");
    }

    /** The administrator's, by which the platform's logins and schemas are made. */
    public PostgresLogins logins() {
        return new PostgresLogins(
                "jdbc:postgresql://127.0.0.1:" + port() + "/postgres",
                ADMIN,
                home.secret("postgres-admin"));
    }

    /** With which a service connects. */
    public PostgresLogins login(ServiceGrants grants) {
        return logins().as(grants.login(), home.secret("postgres-" + grants.name()));
    }

    /** A login and a schema of its own for each service that uses it. */
    @Override
    public void afterReady() {
        try {
            logins().ensureDatabase();
            for (ServiceGrants grants : ServiceGrants.all()) {
                if (grants.schema().isPresent()) {
                    logins().ensure(
                                    grants.login(),
                                    login(grants).password(),
                                    grants.schema().get());
                }
            }
        } catch (SQLException e) {
            throw new PartFailure(
                    "logins and schemas could not be made in PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public String version() {
        return "PostgreSQL " + PostgresBinaries.VERSION;
    }

    @Override
    public void launch() {
        Path unpacked = PostgresBinaries.unpack(programs);
        List<String> wrapper = OrdinaryIdentity.wrapper(folder);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(unpacked, wrapper);
        }
        new DataFolderLock(data).release();
        admitServices();
        List<String> words = new ArrayList<>();
        words.addAll(List.of(unpacked.resolve("bin/postgres").toString(), "-D", data.toString()));
        Stream.concat(SETTINGS.formatted(port()).lines(), settings.stream())
                .forEach(setting -> words.addAll(List.of("-c", setting)));
        // INT is the fast shutdown: sessions end, data is flushed.
        process.start(new ChildProcess.Command(wrapper, words, ENVIRONMENT, folder, "INT"));
    }

    /**
     * Services reach the platform's database and nothing else. Written into the file that is there:
     * it belongs to the account that the server runs as.
     */
    private void admitServices() {
        String lines =
                """
                host all %s 127.0.0.1/32 scram-sha-256
                host %s all 127.0.0.1/32 scram-sha-256
                host all all all reject
                """
                        .formatted(ADMIN, PostgresLogins.DATABASE);
        try {
            Files.writeString(data.resolve("pg_hba.conf"), lines);
        } catch (IOException e) {
            throw new PartFailure("pg_hba.conf could not be written: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Fault> fault() {
        return new PostgresProbe(logins(), home.secret("supervisor")).fault();
    }

    /** A half-made data folder has no place: it is made beside and renamed. */
    private void initialise(Path unpacked, List<String> wrapper) {
        Path fresh = folder.resolve("data.new");
        Path passwordFile = folder.resolve("initdb-password");
        Path log = home.log("postgres");
        List<String> command = new ArrayList<>(wrapper);
        command.add(unpacked.resolve("bin/initdb").toString());
        command.addAll(List.of("-D", fresh.toString(), "-U", ADMIN, "--auth=scram-sha-256"));
        command.addAll(List.of("--pwfile=" + passwordFile, "-E", "UTF8", "--locale=C.UTF-8"));
        var initdb =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        initdb.environment().clear();
        initdb.environment().putAll(ENVIRONMENT);
        PrivateFiles.delete(fresh);
        PrivateFiles.write(passwordFile, home.secret("postgres-admin"));
        try {
            if (!Programs.succeeds(initdb, "", INITDB_DEADLINE)) {
                throw new PartFailure("initdb failed: see " + log);
            }
            Files.move(fresh, data);
        } catch (IOException e) {
            throw new PartFailure(
                    "the data folder of PostgreSQL could not be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while the data folder of PostgreSQL was made", e);
        } finally {
            PrivateFiles.delete(passwordFile);
        }
    }
}
