package activate.standalone.service;

import activate.embedded.home.Home;
import activate.embedded.part.ChildPart;
import activate.embedded.part.ChildProcess;
import activate.embedded.part.Fault;
import activate.standalone.probe.EdgeProbe;
import activate.standalone.probe.HealthProbe;
import activate.standalone.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One service as a child JVM, ready when it says so on its management port; the edge has to answer
 * on its own port as well.
 */
public final class ServicePart extends ChildPart {

    /** Classes loaded and linked in advance, where the build left them. */
    private static final String CACHE = "app.aot";

    /** The build's own start: a service without a cache writes one as it ends. */
    private static final boolean RECORDS_CACHES = Boolean.getBoolean("activate.record-caches");

    private static final Duration STOP_DEADLINE = Duration.ofSeconds(RECORDS_CACHES ? 180 : 20);

    /**
     * The second compiler only for what is hot for long: at the start it would take the time of
     * those that start beside it.
     */
    private static final List<String> SLOW_COMPILER_LATE =
            List.of(
                    "-XX:Tier4InvocationThreshold=25000",
                    "-XX:Tier4MinInvocationThreshold=3000",
                    "-XX:Tier4CompileThreshold=75000",
                    "-XX:Tier4BackEdgeThreshold=200000");

    private final Service service;
    private final Settings settings;
    private final ServiceEnvironment environment;
    private final HealthProbe health;

    public ServicePart(
            Service service, Settings settings, Home home, ServiceEnvironment environment) {
        super(home, service.part(), service.port(settings), "TERM", STOP_DEADLINE);
        this.service = service;
        this.settings = settings;
        this.environment = environment;
        this.health = new HealthProbe(service.managementPort(settings));
    }

    @Override
    public int managementPort() {
        return service.managementPort(settings);
    }

    @Override
    public String version() {
        return Settings.version();
    }

    @Override
    public void launch() {
        Path jar = service.jar(settings);
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(service.memory());
        words.addAll(
                service.quickCompiler() ? List.of("-XX:TieredStopAtLevel=1") : SLOW_COMPILER_LATE);
        if (Files.exists(service.folder(settings).resolve(CACHE))) {
            words.add("-XX:AOTCache=" + CACHE);
        } else if (RECORDS_CACHES) {
            words.add("-XX:AOTCacheOutput=" + CACHE);
        }
        words.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        jar.toString()));
        process.start(
                new ChildProcess.Command(
                        List.of(),
                        words,
                        environment.of(service),
                        service.folder(settings),
                        "KILL"));
    }

    @Override
    public Optional<Fault> fault() {
        Optional<Fault> fault = health.fault();
        return fault.isPresent() || service != Service.INGRESS ? fault : edge().fault();
    }

    private EdgeProbe edge() {
        return new EdgeProbe(
                settings.home().caFile(),
                settings.hostname(),
                settings.bindAddresses().getFirst(),
                settings.httpsPort());
    }
}
