package activate.standalone.platform;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.CertificateAuthority;
import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.home.RandomWords;
import activate.embedded.part.Part;
import activate.embedded.part.PartFailure;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.sandbox.Sandbox;
import activate.standalone.service.Service;
import activate.standalone.service.ServiceEnvironment;
import activate.standalone.service.ServicePart;
import activate.standalone.settings.ServiceKeys;
import activate.standalone.settings.Settings;
import activate.standalone.store.Logins;
import activate.standalone.store.Store;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import activate.standalone.supervise.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform on this machine: prepares the home, starts everything in order, and tells the status
 * file.
 */
public final class LocalPlatform {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPlatform.class);

    private final Settings settings;
    private final Home home;
    private final InstantSource clock;
    private final Supervisor supervisor;
    private final Progress progress;
    private final StatusFile statusFile;
    private final ServiceEnvironment environment;
    private final Set<Service> without;
    private boolean developmentPrepared;
    private String written = "";
    private volatile Optional<Double> seconds = Optional.empty();

    /**
     * @param without services that are left out
     * @param demo whether there is a demo cluster
     */
    public LocalPlatform(
            Settings settings,
            Set<Service> without,
            boolean demo,
            InstantSource clock,
            Progress progress) {
        this.settings = settings;
        this.home = settings.home();
        this.clock = clock;
        this.progress = progress;
        this.statusFile = new StatusFile(home);
        this.supervisor = new Supervisor(clock, new SecureRandom(), this::changed);
        this.without = Set.copyOf(without);
        var keys = new ServiceKeys(home);
        prepare(keys);
        List<Store.Opened> stores =
                Arrays.stream(Store.values()).map(store -> store.open(settings, clock)).toList();
        this.environment = new ServiceEnvironment(settings, keys, stores);
        Logins.shared(settings).forEach(store -> progress.warn(Logins.warning(store)));
        List<Service> services = Arrays.stream(Service.values()).filter(this::isOurs).toList();
        services.forEach(this::requireBuilt);
        WantedPort.requireFree(WantedPort.of(settings, without, demo));
        supervisor.addStage(stores.stream().map(Store.Opened::part).toList());
        supervisor.addStage(
                services.stream()
                        .map(service -> new ServicePart(service, settings, home, environment))
                        .toList(),
                LocalPlatform::stores);
        if (demo) {
            addCluster(services);
        }
    }

    private boolean isOurs(Service service) {
        return !without.contains(service);
    }

    /** A service starts as soon as the stores answer that it uses. */
    private static Set<String> stores(Part service) {
        return ServiceGrants.of(service.name()).stream()
                .flatMap(
                        grants ->
                                Arrays.stream(Store.values()).filter(store -> store.serves(grants)))
                .map(Store::part)
                .collect(Collectors.toSet());
    }

    /**
     * A node that is known dials in as soon as it can; the first time it needs everything. Its SSH
     * server waits for nothing, but nobody wants it before there is an edge.
     */
    private void addCluster(List<Service> services) {
        var sandbox = new Sandbox(settings);
        Set<String> all = services.stream().map(Service::part).collect(Collectors.toSet());
        Set<String> edge = Set.of(Service.INGRESS.part());
        Set<String> hub = Set.of(Service.INGRESS.part(), Service.AGENT_HUB.part());
        supervisor.addStage(List.of(sandbox.sshServer()), _ -> edge);
        supervisor.addStage(List.of(sandbox.agent()), _ -> sandbox.isEnrolled() ? hub : all);
    }

    /**
     * Returns when everything is ready.
     *
     * @param elapsed how long the start has taken, asked when it is over
     */
    public void start(java.util.function.DoubleSupplier elapsed) throws InterruptedException {
        write(supervisor.status());
        supervisor.start();
        seconds = Optional.of(elapsed.getAsDouble());
        write(supervisor.status());
    }

    /** Writes the status file again where it is not as it was written. */
    public synchronized void keepStatus() {
        if (!statusFile.holds(written)) {
            write(supervisor.status());
        }
    }

    public void stop() {
        supervisor.stop();
        try {
            Files.deleteIfExists(home.status());
        } catch (IOException e) {
            LOG.warn("status file not deleted: reason={}", e.toString());
        }
    }

    private void prepare(ServiceKeys keys) {
        try {
            keys.ensure(
                    Arrays.stream(Service.values())
                            .filter(service -> service != Service.INGRESS)
                            .map(Service::part)
                            .toList());
            CertificateAuthority authority =
                    CertificateAuthority.obtain(
                            "ACTIVATE " + settings.hostname(),
                            home.caFile(),
                            home.root().resolve("tls/ca.key"),
                            clock);
            authority.ensureLeaf(
                    settings.hostname(),
                    settings.certificateNames(),
                    home.root().resolve("tls/tls.crt"),
                    home.root().resolve("tls/tls.key"));
            if (!Files.exists(home.adminPasswordFile())) {
                PrivateFiles.write(
                        home.adminPasswordFile(),
                        settings.value("ACTIVATE_ADMIN_PASSWORD")
                                        .orElseGet(() -> RandomWords.hex(12))
                                + "\n");
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new PartFailure("keys and certificates could not be made: " + e.getMessage(), e);
        }
    }

    private void requireBuilt(Service service) {
        if (!Files.exists(service.jar(settings))) {
            throw new PartFailure(
                    service.part()
                            + " is not built: leave it out with --without "
                            + service.part());
        }
    }

    private synchronized void changed(List<PartStatus> parts) {
        progress.show(parts);
        prepareDevelopment(parts);
        write(parts);
    }

    /** Once the stores have given out all credentials, of which some are not known beforehand. */
    private void prepareDevelopment(List<PartStatus> parts) {
        boolean areReady =
                parts.stream()
                        .filter(part -> Store.of(part.name()).isPresent())
                        .allMatch(part -> part.state() == PartState.READY);
        if (areReady && !developmentPrepared) {
            developmentPrepared = true;
            without.forEach(environment::writeForDevelopment);
        }
    }

    /** A full disk must not keep the supervisor from its work. */
    private synchronized void write(List<PartStatus> parts) {
        boolean ready =
                seconds.isPresent()
                        && parts.stream().allMatch(part -> part.state() == PartState.READY);
        try {
            written =
                    statusFile.write(
                            new StatusFile.Running(
                                    ProcessIdentity.current(), ready, seconds, parts));
        } catch (UncheckedIOException e) {
            if (!written.isEmpty()) {
                LOG.error("status not written: reason={}", e.toString());
            }
            // Not what the file holds: it is tried again.
            written = "";
        }
    }
}
