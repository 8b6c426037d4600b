package activate.bench.soak;

import activate.outbound.OutboundClient;
import activate.outbound.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Mixed load for some minutes, and what the platform holds meanwhile.
///
/// Arguments: URL, CA file, file with an API key of admin, minutes, folder for the figures, `pw`,
/// then `part=pid` for each process that is watched.
public final class Soak {
    private static final int FIXED = 6;

    private Soak() {}

    public static void main(String[] args) throws Exception {
        URI server = URI.create(args[0]);
        Optional<Path> ca = Optional.of(Path.of(args[1]));
        String key = Files.readString(Path.of(args[2])).strip();
        int minutes = Integer.parseInt(args[3]);
        Path folder = Path.of(args[4]);
        Map<String, Long> pids = new TreeMap<>();
        Stream.of(args)
                .skip(FIXED)
                .map(arg -> arg.split("=", 2))
                .forEach(pair -> pids.put(pair[0], Long.valueOf(pair[1])));
        Figures figures = new Figures(folder);
        Processes processes = new Processes(pids);
        var hostile = new Hostile(server, TrustedAuthorities.context(ca, Optional.empty()));
        new GoodClients(server, OutboundClient.open(ca, Map.of()), key, figures).start();
        new Shells(Path.of(args[5]), "sandbox", figures).start();
        hostile.start();
        long began = System.nanoTime();
        for (int minute = 1; minute <= minutes; minute++) {
            long end = began + TimeUnit.MINUTES.toNanos(minute);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, end - System.nanoTime()));
            processes.sample(minute, figures);
            figures.minute(minute);
            System.err.println("soak: minute " + minute + " of " + minutes);
        }
        draw(figures, folder.resolve("soak.svg"));
        System.out.print(new SoakSummary(figures, minutes).table());
        System.out.println("Attacks: " + hostile.attacks() + " rounds.");
        System.exit(0);
    }

    private static void draw(Figures figures, Path file) throws IOException {
        Chart chart = new Chart();
        var processes = figures.processes();
        chart.add("open descriptors", processes, Figures.Held::part, Figures.Held::descriptors);
        chart.add("resident memory, MiB", processes, Figures.Held::part, Figures.Held::mebibytes);
        var api = figures.requests().stream().filter(row -> !row.kind().equals("ssh")).toList();
        chart.add("p99 of the honest, ms", api, Figures.Requests::kind, Figures.Requests::p99);
        Files.writeString(file, chart.svg());
    }
}
