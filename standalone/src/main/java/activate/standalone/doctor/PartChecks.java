package activate.standalone.doctor;

import activate.standalone.doctor.Finding.Subject;
import activate.standalone.sandbox.Sandbox;
import activate.standalone.service.Service;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import activate.standalone.supervise.PortHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * While the platform runs: each internal row of the port reference, ready and not to be reached
 * from outside.
 */
final class PartChecks {

    private final Settings settings;
    private final List<PartStatus> parts;

    PartChecks(Settings settings, List<PartStatus> parts) {
        this.settings = settings;
        this.parts = parts;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        for (PartStatus part : parts) {
            row(part.name()).ifPresent(row -> findings.add(check("PORT-" + row, part)));
        }
        return findings;
    }

    /** By the documented number, also where a variable has moved the port. */
    private static Optional<String> row(String part) {
        return switch (part) {
            case "sandbox-ssh" -> Optional.of("22");
            case Sandbox.NAME -> Optional.of("443-OUT");
            default ->
                    Store.of(part)
                            .map(Store::documentedPort)
                            .or(
                                    () ->
                                            Service.of(part)
                                                    .filter(known -> known != Service.INGRESS)
                                                    .map(Service::documentedPort))
                            .map(String::valueOf);
        };
    }

    private Finding check(String code, PartStatus part) {
        String name = part.name();
        var subject = new Subject(code, name + (part.port() > 0 ? " on " + part.port() : ""));
        boolean isOurs = isOurs(part);
        if (part.state() != PartState.READY) {
            String reason = part.failure() == null ? "" : ": " + part.failure();
            String help =
                    isOurs
                            ? "; it is restarted by itself"
                            : ", and the server behind ACTIVATE_%s_URL"
                                    .formatted(name.toUpperCase(Locale.ROOT));
            return subject.failure(
                    part.state().word() + reason, "see ./activate logs " + name + help);
        }
        if (isOurs && part.port() > 0 && PortHolder.isOpenToOthers(part.port())) {
            return subject.failure(
                    "listens on more than loopback",
                    "stop what else listens on this port: internal ports are for this machine only");
        }
        return subject.ok("ready" + (isOurs ? ", loopback only" : ", outside server"));
    }

    private boolean isOurs(PartStatus part) {
        return Store.of(part.name()).flatMap(store -> store.url(settings)).isEmpty();
    }
}
