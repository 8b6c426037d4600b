package activate.standalone.service;

import activate.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The services of the platform and what differs between them as processes. */
public enum Service {
    CLOUD_CACHER("cloud-cacher", 3000, 9104, 128, true),
    INTERNAL_API("internal-api", 8888, 9103, 160, true),
    LEGACY_API("legacy-api", 4006, 9102, 192, true),
    // Bulk bytes and TLS: without the second compiler the encryption of the JDK is slow.
    AGENT_HUB("agent-hub", 8090, 9105, 192, false),
    INGRESS("ingress", Settings.HTTPS_PORT, 9101, 192, false);

    /** Moves the management ports of all services; it names that of the first. */
    public static final String MANAGEMENT_PORTS = "ACTIVATE_MANAGEMENT_PORTS";

    private final String part;
    private final int documentedPort;
    private final int managementPort;
    private final int heapMebibytes;
    private final boolean quickCompiler;

    Service(
            String part,
            int documentedPort,
            int managementPort,
            int heapMebibytes,
            boolean quickCompiler) {
        this.part = part;
        this.documentedPort = documentedPort;
        this.managementPort = managementPort;
        this.heapMebibytes = heapMebibytes;
        this.quickCompiler = quickCompiler;
    }

    public static Optional<Service> of(String part) {
        return Arrays.stream(values()).filter(service -> service.part.equals(part)).findFirst();
    }

    public String part() {
        return part;
    }

    public int managementPort(Settings settings) {
        return settings.port(MANAGEMENT_PORTS, INGRESS.managementPort)
                + managementPort
                - INGRESS.managementPort;
    }

    public int documentedPort() {
        return documentedPort;
    }

    public int port(Settings settings) {
        return settings.port(portVariable(), documentedPort);
    }

    public String portVariable() {
        return this == INGRESS ? "ACTIVATE_HTTPS_PORT" : "ACTIVATE_PORT_" + name();
    }

    /** Where the build leaves the application; its working folder, too. */
    Path folder(Settings settings) {
        return settings.checkout()
                .resolve("services")
                .resolve(part)
                .resolve("target/quarkus-app")
                .toAbsolutePath();
    }

    public Path jar(Settings settings) {
        return folder(settings).resolve("quarkus-run.jar");
    }

    List<String> memory() {
        return List.of("-Xms16m", "-Xmx" + heapMebibytes + "m", "-XX:+UseSerialGC", "-Xss512k");
    }

    boolean quickCompiler() {
        return quickCompiler;
    }
}
