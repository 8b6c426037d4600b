package activate.standalone.doctor;

import activate.standalone.sandbox.Sandbox;
import activate.standalone.service.Service;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While the platform runs: each internal row of the port reference, ready and not to be reached
 * from outside.
 */
final class PartChecks {

    private static final Logger LOG = LoggerFactory.getLogger(PartChecks.class);

    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;

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
        String subject = part.name() + (part.port() > 0 ? " on " + part.port() : "");
        if (part.state() != PartState.READY) {
            return Finding.failure(
                    code,
                    subject,
                    part.state().word() + (part.failure() == null ? "" : ": " + part.failure()),
                    "see ./activate logs "
                            + part.name()
                            + (isOurs(part)
                                    ? "; it is restarted by itself"
                                    : ", and the server behind ACTIVATE_"
                                            + part.name().toUpperCase(Locale.ROOT)
                                            + "_URL"));
        }
        boolean isOurs = isOurs(part);
        if (isOurs && part.port() > 0 && isOpenToOthers(part.port())) {
            return Finding.failure(
                    code,
                    subject,
                    "listens on more than loopback",
                    "stop what else listens on this port: internal ports are for this machine only");
        }
        return Finding.ok(
                code, subject, "ready" + (isOurs ? ", loopback only" : ", outside server"));
    }

    private boolean isOurs(PartStatus part) {
        return Store.of(part.name()).flatMap(store -> store.url(settings)).isEmpty();
    }

    private static boolean isOpenToOthers(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                boolean open =
                        Files.readAllLines(Path.of(table)).stream()
                                .skip(1)
                                .map(line -> line.strip().split("\\s+", -1))
                                .filter(columns -> columns[STATE].equals(LISTEN))
                                .map(columns -> columns[LOCAL_ADDRESS])
                                .anyMatch(
                                        address ->
                                                address.endsWith(suffix) && !isLoopback(address));
                if (open) {
                    return true;
                }
            } catch (IOException e) {
                LOG.debug("no table of sockets: table={}", table, e);
            }
        }
        return false;
    }

    /** As the kernel writes them: 127.x backwards, ::1, and 127.x inside IPv6. */
    private static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return (host.endsWith("7F") && host.length() == 8)
                || host.equals("00000000000000000000000001000000")
                || (host.startsWith("0000000000000000FFFF0000") && host.endsWith("7F"));
    }
}
