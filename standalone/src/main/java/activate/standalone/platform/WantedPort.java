package activate.standalone.platform;

import activate.embedded.part.PartFailure;
import activate.standalone.sandbox.Sandbox;
import activate.standalone.service.Service;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import activate.standalone.supervise.PortHolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A port that a start needs.
 *
 * @param purpose what listens there
 * @param remedy the assignment that moves it
 */
public record WantedPort(String purpose, int port, String remedy) {

    /**
     * Those of one start. The one for smart cards is not among them: nothing listens there yet.
     *
     * @param without services that are left out
     * @param demo whether there is a demo cluster
     */
    public static List<WantedPort> of(Settings settings, Set<Service> without, boolean demo) {
        List<WantedPort> wanted = new ArrayList<>();
        for (Store store : Store.values()) {
            if (store.url(settings).isEmpty()) {
                wanted.add(of(store.part(), store.port(settings), store.portVariable()));
            }
        }
        for (Service service : Service.values()) {
            if (!without.contains(service)) {
                wanted.add(of(service.part(), service.port(settings), service.portVariable()));
                wanted.add(
                        new WantedPort(
                                "health of " + service.part(),
                                service.managementPort(settings),
                                Service.MANAGEMENT_PORTS + "=<first of five ports>"));
            }
        }
        if (!without.contains(Service.INGRESS)) {
            wanted.add(of("redirect to HTTPS", settings.httpPort(), "ACTIVATE_HTTP_PORT"));
        }
        if (demo) {
            wanted.add(of("demo cluster", Sandbox.sshPort(settings), Sandbox.PORT));
        }
        return wanted;
    }

    private static WantedPort of(String purpose, int port, String variable) {
        return new WantedPort(purpose, port, variable + "=<port>");
    }

    /** Who has it already. */
    public Optional<PortHolder> holder() {
        return PortHolder.of(port);
    }

    /**
     * Refuses ports that are taken, or wanted twice: all at once, each with who has it and what
     * moves it.
     *
     * @throws PartFailure with all of them
     */
    static void requireFree(List<WantedPort> wanted) {
        List<String> refusals = new ArrayList<>();
        Map<Integer, WantedPort> first = new HashMap<>();
        for (WantedPort one : wanted) {
            WantedPort other = first.putIfAbsent(one.port, one);
            if (other == null) {
                one.holder().map(one::refusal).ifPresent(refusals::add);
            } else {
                refusals.add(
                        "port %d is wanted by %s and by %s: move one with %s"
                                .formatted(one.port, other.purpose, one.purpose, one.remedy));
            }
        }
        if (!refusals.isEmpty()) {
            throw new PartFailure(refusals.stream().collect(Collectors.joining("; ")));
        }
    }

    private String refusal(PortHolder holder) {
        return "port %d (%s) is taken by %s: stop it, or move ours with %s"
                .formatted(port, purpose, holder, remedy);
    }
}
