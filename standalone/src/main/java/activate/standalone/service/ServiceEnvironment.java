package activate.standalone.service;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.standalone.settings.ServiceKeys;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything a service is told at its start, as variables of its environment. */
public final class ServiceEnvironment {

    /** What a process of this machine needs whatever it does. */
    private static final Set<String> INHERITED =
            Set.of(
                    "PATH",
                    "HOME",
                    "USER",
                    "LANG",
                    "LC_ALL",
                    "TZ",
                    "TMPDIR",
                    "HTTPS_PROXY",
                    "HTTP_PROXY",
                    "NO_PROXY",
                    "https_proxy",
                    "http_proxy",
                    "no_proxy");

    /** The edge, which proves where a request comes from, and those who believe it. */
    private static final Set<Service> KNOW_CLIENTS =
            Set.of(Service.INGRESS, Service.LEGACY_API, Service.AGENT_HUB);

    private final Settings settings;
    private final Home home;
    private final ServiceKeys keys;
    private final List<Store.Opened> stores;

    public ServiceEnvironment(Settings settings, ServiceKeys keys, List<Store.Opened> stores) {
        this.settings = settings;
        this.home = settings.home();
        this.keys = keys;
        this.stores = List.copyOf(stores);
    }

    public Map<String, String> of(Service service) {
        Map<String, String> variables = new TreeMap<>(settings.environment());
        variables
                .keySet()
                .removeIf(name -> !INHERITED.contains(name) && !name.startsWith("QUARKUS_LOG_"));
        variables.putAll(platform(service));
        if (service == Service.INGRESS) {
            variables.putAll(edge());
        } else {
            variables.put("ACTIVATE_SERVICE_KEY_FILE", keys.keyFile(service.part()).toString());
            variables.put("ACTIVATE_SERVICE_JWKS_FILE", keys.jwksFile().toString());
        }
        if (KNOW_CLIENTS.contains(service)) {
            variables.put(
                    "ACTIVATE_FORWARDING_SECRET_FILE", home.secretFile("forwarding").toString());
        }
        if (service == Service.LEGACY_API) {
            variables.put("ACTIVATE_ADMIN_PASSWORD_FILE", home.adminPasswordFile().toString());
        }
        if (service == Service.CLOUD_CACHER) {
            variables.put("ACTIVATE_CACHE_DIR", home.part("cloud-cacher").toString());
        }
        if (service == Service.AGENT_HUB) {
            settings.value("ACTIVATE_PEERED_NETWORKS")
                    .ifPresent(networks -> variables.put("ACTIVATE_PEERED_NETWORKS", networks));
        }
        stores.forEach(store -> variables.putAll(store.variables(service.part())));
        return variables;
    }

    /** Lets {@code quarkus:dev} run one service with what the supervisor would give it. */
    public void writeForDevelopment(Service service) {
        String text =
                of(service).entrySet().stream()
                        .filter(entry -> !INHERITED.contains(entry.getKey()))
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n", "", "\n"));
        PrivateFiles.write(home.part("dev").resolve(service.part() + ".env"), text);
    }

    private Map<String, String> platform(Service self) {
        Map<String, String> variables = new TreeMap<>();
        for (Service service : Service.values()) {
            if (service != Service.INGRESS) {
                variables.put(service.portVariable(), Integer.toString(service.port(settings)));
            }
        }
        variables.put("ACTIVATE_MANAGEMENT_PORT", Integer.toString(self.managementPort(settings)));
        // Nothing of it is to be reached from another machine, whatever this one's environment
        // says.
        variables.put("ACTIVATE_INTERNAL_BIND", "127.0.0.1");
        variables.put("ACTIVATE_PUBLIC_URL", settings.publicUrl());
        variables.put("ACTIVATE_SESSIONS_DOMAIN", settings.sessionsDomain());
        return variables;
    }

    private Map<String, String> edge() {
        return Map.of(
                "ACTIVATE_BIND", String.join(",", settings.bindAddresses()),
                "ACTIVATE_HTTPS_PORT", Integer.toString(settings.httpsPort()),
                "ACTIVATE_HTTP_PORT", Integer.toString(settings.httpPort()),
                "ACTIVATE_TLS_CERT_FILE", home.root().resolve("tls/tls.crt").toString(),
                "ACTIVATE_TLS_KEY_FILE", home.root().resolve("tls/tls.key").toString(),
                "ACTIVATE_AGENT_DIST",
                        settings.value("ACTIVATE_AGENT_DIST")
                                .orElse(
                                        settings.checkout()
                                                .resolve("agent/target/dist")
                                                .toString()));
    }
}
