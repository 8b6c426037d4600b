package activate.standalone.service;

import activate.standalone.home.Home;
import activate.standalone.home.Settings;
import activate.standalone.supervise.ChildProcess;
import activate.standalone.supervise.Part;
import activate.standalone.supervise.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One service as a child JVM, ready when it says so on its management port. */
public final class ServicePart implements Part {

    /** Classes loaded and linked in advance, where the build left them. */
    private static final String CACHE = "app.aot";

    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PROBE)
                    .build();

    private final Service service;
    private final Settings settings;
    private final ServiceEnvironment environment;
    private final ChildProcess process;

    public ServicePart(
            Service service, Settings settings, Home home, ServiceEnvironment environment) {
        this.service = service;
        this.settings = settings;
        this.environment = environment;
        this.process = new ChildProcess(home, service.part());
    }

    @Override
    public String name() {
        return service.part();
    }

    @Override
    public int port() {
        return service.port(settings);
    }

    @Override
    public int managementPort() {
        return service.managementPort(settings);
    }

    @Override
    public String version() {
        return Optional.ofNullable(ServicePart.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public void launch() {
        Path jar = service.jar(settings);
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(service.memory());
        if (service.quickCompiler()) {
            words.add("-XX:TieredStopAtLevel=1");
        }
        if (Files.exists(service.folder(settings).resolve(CACHE))) {
            words.add("-XX:AOTCache=" + CACHE);
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
    public boolean isReady() {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:" + managementPort() + "/q/health/ready"))
                        .timeout(PROBE)
                        .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        process.stop("TERM", STOP_DEADLINE);
    }

    @Override
    public Optional<ProcessIdentity> process() {
        return process.identity();
    }

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
        return process.awaitEnd(millis);
    }
}
