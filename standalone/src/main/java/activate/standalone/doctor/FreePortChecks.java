package activate.standalone.doctor;

import activate.standalone.service.Service;
import activate.standalone.settings.Settings;
import activate.standalone.supervise.PortHolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** While nothing runs: whether each port that a start needs is free. */
final class FreePortChecks {

    private final Settings settings;

    FreePortChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> run() {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("ACTIVATE_HTTPS_PORT", settings.httpsPort());
        needed.put("ACTIVATE_HTTP_PORT", settings.httpPort());
        needed.put("ACTIVATE_CAC_PORT", settings.cacPort());
        for (Service service : Service.values()) {
            needed.put(service.portVariable(), service.port(settings));
        }
        for (String store : List.of("postgres", "mongodb", "rabbitmq", "vault")) {
            if (settings.storeUrl(store).isEmpty()) {
                needed.put(Settings.portVariable(store), settings.internalPort(store));
            }
        }
        List<Finding> findings = new ArrayList<>();
        needed.forEach(
                (variable, port) ->
                        findings.add(
                                PortHolder.of(port)
                                        .map(holder -> taken(variable, holder))
                                        .orElse(
                                                Finding.ok(
                                                        "PORT-" + port, "port " + port, "free"))));
        return findings;
    }

    private static Finding taken(String variable, PortHolder holder) {
        return Finding.failure(
                "PORT-" + holder.port(),
                "port " + holder.port(),
                "taken by "
                        + holder.program()
                        + (holder.pid() == 0 ? "" : " (pid " + holder.pid() + ")"),
                "stop it, or set " + variable + "=<port>");
    }
}
