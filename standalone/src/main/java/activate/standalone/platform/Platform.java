package activate.standalone.platform;

import activate.embedded.home.CertificateAuthority;
import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.home.RandomWords;
import activate.embedded.part.Part;
import activate.embedded.part.PartFailure;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.outside.Logins;
import activate.standalone.service.Service;
import activate.standalone.service.ServiceEnvironment;
import activate.standalone.service.ServicePart;
import activate.standalone.settings.ServiceKeys;
import activate.standalone.settings.Settings;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import activate.standalone.supervise.PortHolder;
import activate.standalone.supervise.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform on this machine: prepares the home, starts everything in order, and tells the status
 * file.
 */
public final class Platform {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final Settings settings;
    private final Home home;
    private final InstantSource clock;
    private final Supervisor supervisor;
    private final Progress progress;
    private final StatusFile statusFile;
    private final List<Part> services = new ArrayList<>();
    private final List<Part> last = new ArrayList<>();
    private String written = "";
    private volatile Optional<Double> seconds = Optional.empty();

    public Platform(
            Settings settings, Set<Service> without, InstantSource clock, Progress progress) {
        this.settings = settings;
        this.home = settings.home();
        this.clock = clock;
        this.progress = progress;
        this.statusFile = new StatusFile(home);
        this.supervisor = new Supervisor(clock, new SecureRandom(), this::changed);
        var keys = new ServiceKeys(home);
        prepare(keys);
        var stores = new Stores(settings, clock);
        var environment = new ServiceEnvironment(settings, keys, stores.access());
        for (Service service : Service.values()) {
            if (!without.contains(service)) {
                requireBuilt(service);
                services.add(new ServicePart(service, settings, home, environment));
            }
        }
        stores.whenPrepared(() -> without.forEach(environment::writeForDevelopment));
        Logins.shared(settings).forEach(store -> progress.warn(Logins.warning(store)));
        requireFreePorts(stores.parts(), without);
        supervisor.addStage(stores.parts());
    }

    /**
     * Adds a cluster to a platform that has not been started.
     *
     * @param sshServer starts beside the services: it can wait for them; where it does not come up,
     *     the agent waits for its first failure
     * @param agent starts when all of them are ready
     */
    public void addCluster(Part sshServer, Part agent) {
        services.add(sshServer);
        last.add(agent);
    }

    /**
     * Returns when everything is ready.
     *
     * @param elapsed how long the start has taken, asked when it is over
     */
    public void start(java.util.function.DoubleSupplier elapsed) throws InterruptedException {
        supervisor.addStage(services);
        supervisor.addStage(last);
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

    private void requireFreePorts(List<Part> stores, Set<Service> without) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (Part store : stores) {
            if (!(store instanceof OutsidePart)) {
                wanted.put(Settings.portVariable(store.name()), store.port());
            }
        }
        for (Service service : Service.values()) {
            if (!without.contains(service)) {
                wanted.put(service.portVariable(), service.port(settings));
                wanted.put(
                        "ACTIVATE_MANAGEMENT_PORTS (" + service.part() + ")",
                        service.managementPort(settings));
            }
        }
        if (!without.contains(Service.INGRESS)) {
            wanted.put("ACTIVATE_HTTP_PORT", settings.httpPort());
            wanted.put("ACTIVATE_CAC_PORT", settings.cacPort());
        }
        PortHolder.requireFree(wanted);
    }

    private synchronized void changed(List<PartStatus> parts) {
        progress.show(parts);
        write(parts);
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
