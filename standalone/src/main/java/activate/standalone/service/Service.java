package activate.standalone.service;

import activate.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The services of the platform and what differs between them as processes. */
public enum Service {
    CLOUD_CACHER("cloud-cacher", 9104, 128, true),
    INTERNAL_API("internal-api", 9103, 160, true),
    LEGACY_API("legacy-api", 9102, 192, true),
    // Bulk bytes and TLS: without the second compiler the encryption of the JDK is slow.
    AGENT_HUB("agent-hub", 9105, 192, false),
    INGRESS("ingress", 9101, 192, false);

    private final String part;
    private final int managementPort;
    private final int heapMebibytes;
    private final boolean quickCompiler;

    Service(String part, int managementPort, int heapMebibytes, boolean quickCompiler) {
        this.part = part;
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
        return settings.value("ACTIVATE_MANAGEMENT_PORTS")
                .map(Integer::parseInt)
                .map(first -> first + managementPort - INGRESS.managementPort)
                .orElse(managementPort);
    }

    public int port(Settings settings) {
        return this == INGRESS ? settings.httpsPort() : settings.internalPort(part);
    }

    public String portVariable() {
        return this == INGRESS ? "ACTIVATE_HTTPS_PORT" : Settings.portVariable(part);
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
