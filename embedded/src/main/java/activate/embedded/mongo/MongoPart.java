package activate.embedded.mongo;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.CertificateAuthority;
import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.home.TrustedClient;
import activate.embedded.part.EmbeddedPart;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** mongo-java-server on loopback over one file. */
public final class MongoPart extends EmbeddedPart {

    private static final String SUPERVISOR = "supervisor";
    private static final int CACHE_MIB = 16;
    private static final int COMPACT_MILLIS = 2_000;

    private final Home home;
    private final Path folder;
    private final InstantSource clock;
    private final MongoProbe probe;
    private @Nullable H2Backend backend;
    private volatile @Nullable MongoServerChannel channel;

    public MongoPart(Home home, int port, InstantSource clock) {
        super("mongodb", port);
        this.home = home;
        this.folder = home.part("mongodb");
        this.clock = clock;
        this.probe =
                MongoProbe.of(
                        () -> "mongodb://127.0.0.1:" + boundPort(),
                        this::supervisorTls,
                        home.secret(SUPERVISOR));
    }

    /** The port in use, also where the system was asked to choose one. */
    public int boundPort() {
        MongoServerChannel open = channel;
        return open == null ? port() : open.port();
    }

    @Override
    public String version() {
        return "mongo-java-server 1.47.0";
    }

    /** What a service shows; its name in there decides which database it reaches. */
    public Path clientKeyStore(ServiceGrants grants) {
        return clients().resolve(grants.name() + ".p12");
    }

    public String clientKeyStorePassword(ServiceGrants grants) {
        return home.secret("mongodb-" + grants.name());
    }

    /** What clients trust. */
    public Path trust() {
        return folder.resolve("ca.crt");
    }

    /** Makes the certificates that clients need; they exist before the server runs. */
    private void ensureCertificates() {
        try {
            var authority =
                    CertificateAuthority.obtain(
                            "ACTIVATE stores", trust(), folder.resolve("ca.key"), clock);
            authority.ensureLeaf(
                    "mongodb", List.of("localhost", "127.0.0.1"), serverCertificate(), serverKey());
            authority.ensureLeaf(
                    SUPERVISOR,
                    List.of(SUPERVISOR),
                    folder.resolve("supervisor.crt"),
                    folder.resolve("supervisor.key"));
            for (ServiceGrants grants : owners()) {
                Path certificate = clients().resolve(grants.name() + ".crt");
                Path key = clients().resolve(grants.name() + ".key");
                authority.ensureLeaf(grants.name(), List.of(grants.name()), certificate, key);
                authority.writeKeyStore(
                        certificate, key, clientKeyStore(grants), clientKeyStorePassword(grants));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new PartFailure(
                    "the certificates of mongodb could not be made: " + e.getMessage(), e);
        }
    }

    private static List<ServiceGrants> owners() {
        return ServiceGrants.all().stream()
                .filter(grants -> grants.database().isPresent())
                .toList();
    }

    private Path clients() {
        return PrivateFiles.folder(folder.resolve("clients"));
    }

    @Override
    protected synchronized void open() {
        ensureCertificates();
        MVStore store = openStore();
        try {
            var durable = new DurableBackend(store, this::broken);
            channel =
                    new MongoServerChannel(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port()),
                            Optional.of(tls()),
                            new GuardedBackend(durable, databases(), clock));
            backend = durable;
        } catch (SSLException | RuntimeException e) {
            store.closeImmediately();
            throw new PartFailure("mongodb does not start: " + e.getMessage(), e);
        }
    }

    @Override
    protected synchronized void close() {
        probe.close();
        MongoServerChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
        H2Backend running = backend;
        backend = null;
        if (running != null) {
            running.getMvStore().close(COMPACT_MILLIS);
        }
    }

    /** As a service does: through the listener, with a certificate, onto the disk and back. */
    @Override
    public Optional<Fault> fault() {
        return probe.fault();
    }

    private SSLContext supervisorTls() {
        try {
            return TrustedClient.context(
                    trust(), folder.resolve("supervisor.crt"), folder.resolve("supervisor.key"));
        } catch (IOException e) {
            throw new UncheckedIOException("certificate of the supervisor in " + folder, e);
        }
    }

    private static Map<String, String> databases() {
        Map<String, String> databases =
                owners().stream()
                        .collect(
                                Collectors.toMap(
                                        ServiceGrants::name,
                                        grants -> grants.database().orElseThrow()));
        databases.put(SUPERVISOR, MongoProbe.DATABASE);
        return databases;
    }

    private MVStore openStore() {
        try {
            return new MVStore.Builder()
                    .fileName(folder.resolve("store.mv").toString())
                    // Only our own commits may write: they know where one write ends and the next
                    // begins.
                    .autoCommitDisabled()
                    .cacheSize(CACHE_MIB)
                    .open();
        } catch (MVStoreException e) {
            throw new PartFailure("the store of mongodb cannot be opened: " + e.getMessage(), e);
        }
    }

    private SslContext tls() throws SSLException {
        return SslContextBuilder.forServer(serverCertificate().toFile(), serverKey().toFile())
                .trustManager(trust().toFile())
                .clientAuth(ClientAuth.REQUIRE)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }

    private Path serverCertificate() {
        return folder.resolve("server.crt");
    }

    private Path serverKey() {
        return folder.resolve("server.key");
    }
}
