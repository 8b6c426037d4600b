package activate.bench.tunnel;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Runs each system in turn, several times over, and prints medians.
public final class TunnelBench {
    private static final Duration WARM = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(4);

    private record Link(String name, DelayRelay.Way way) {}

    /// @param toAgent whether the bulk streams go from the hub to the agent, or back
    private record Work(String name, int bulks, boolean toAgent) {}

    /// @param cpuPerGigabyte processor seconds of both processes while so much was delivered
    /// @param startMillis from the start of the agent's process to the first echo
    private record Figures(
            double megabytesPerSecond,
            double cpuPerGigabyte,
            double p50Millis,
            double p99Millis,
            double startMillis) {}

    private static final List<Link> LINKS =
            List.of(
                    new Link("RTT 50 ms, 25 MB/s", way(25, 25_000_000)),
                    new Link("RTT 0, no rate limit", way(0, 0)),
                    new Link("RTT 50 ms, no rate limit", way(25, 0)),
                    new Link("RTT 0, 25 MB/s", way(0, 25_000_000)));

    private static final List<Work> WORKS =
            List.of(
                    new Work("idle", 0, true),
                    new Work("1 bulk to agent", 1, true),
                    new Work("8 bulk to agent", 8, true),
                    new Work("1 bulk to hub", 1, false),
                    new Work("8 bulk to hub", 8, false),
                    new Work("4 bulk to agent", 4, true));

    private final Path goPeer;
    private final List<Peer> peers;

    private TunnelBench(Path folder) throws IOException, InterruptedException {
        goPeer = folder.resolve("go-peer");
        peers =
                List.of(
                        new Peers.Ours(),
                        new Peers.GoYamux("Go yamux 256 KiB", goPeer, 256 << 10),
                        new Peers.GoYamux("Go yamux 6 MiB", goPeer, 6 << 20),
                        Peers.OpenSsh.in(folder));
    }

    /// Arguments: a folder with `go-peer` in it, how many repeats, and words that choose cases.
    public static void main(String[] args) throws Exception {
        TunnelBench bench = new TunnelBench(Path.of(args[0]));
        int repeats = Integer.parseInt(args[1]);
        List<String> words = List.of(args).subList(2, args.length);
        for (Link link : LINKS) {
            for (Work work : WORKS) {
                String name = link.name() + ", " + work.name();
                if (words.stream().allMatch(name::contains)) {
                    print(name, bench.run(link, work, repeats));
                }
            }
        }
    }

    private static DelayRelay.Way way(long oneWayMillis, long bytesPerSecond) {
        return new DelayRelay.Way(oneWayMillis * 1_000_000, bytesPerSecond);
    }

    private Map<Peer, List<Figures>> run(Link link, Work work, int repeats) throws Exception {
        Map<Peer, List<Figures>> all = new LinkedHashMap<>();
        for (int i = 0; i < repeats; i++) {
            for (Peer peer : peers) {
                all.computeIfAbsent(peer, _ -> new ArrayList<>()).add(run(peer, link, work));
            }
        }
        return all;
    }

    private Figures run(Peer peer, Link link, Work work) throws Exception {
        int forward = FreePort.next();
        try (Carrier carrier = new Carrier(goPeer, link.way());
                Load load = new Load(forward)) {
            Process hub = Carrier.start(peer.hub(carrier.hubPort, forward));
            try {
                // The agents do not try again, and the hub's start is not asked for.
                TimeUnit.SECONDS.sleep(1);
                return run(work, load, hub, peer.agent(carrier.agentPort, forward, load.target()));
            } catch (IOException e) {
                throw new IOException(peer.name() + ", " + link.name() + ", " + work.name(), e);
            } finally {
                Carrier.stop(hub);
            }
        }
    }

    private static Figures run(Work work, Load load, Process hub, List<String> agentCommand)
            throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        Process agent = Carrier.start(agentCommand);
        try {
            Socket echo = load.awaitEcho();
            double startMillis = (System.nanoTime() - startedAt) / 1e6;
            for (int i = 0; i < work.bulks(); i++) {
                load.startBulk(work.toAgent());
            }
            TimeUnit.SECONDS.sleep(WARM.toSeconds());
            return measure(load, echo, startMillis, List.of(hub, agent));
        } finally {
            Carrier.stop(agent);
        }
    }

    private static Figures measure(
            Load load, Socket echo, double startMillis, List<Process> processes)
            throws IOException, InterruptedException {
        long from = load.delivered();
        double processor = processorSeconds(processes);
        long at = System.nanoTime();
        long[] echoes = Load.echoes(echo, at + MEASURED.toNanos());
        double seconds = (System.nanoTime() - at) / 1e9;
        double gigabytes = (load.delivered() - from) / 1e9;
        processor = processorSeconds(processes) - processor;
        return new Figures(
                gigabytes * 1e3 / seconds,
                processor / gigabytes,
                echoes[echoes.length / 2] / 1e6,
                echoes[echoes.length * 99 / 100] / 1e6,
                startMillis);
    }

    private static double processorSeconds(List<Process> processes) {
        return processes.stream()
                        .flatMap(
                                process ->
                                        Stream.concat(
                                                Stream.of(process.toHandle()),
                                                process.descendants()))
                        .mapToLong(
                                process ->
                                        process.info()
                                                .totalCpuDuration()
                                                .orElse(Duration.ZERO)
                                                .toNanos())
                        .sum()
                / 1e9;
    }

    private static void print(String name, Map<Peer, List<Figures>> all) {
        System.out.println(
                "\n| " + name + " | MB/s | CPU-s/GB | echo p50 ms | p99 ms | start ms |");
        System.out.println("|---|---|---|---|---|---|");
        all.forEach(
                (peer, runs) -> {
                    double rate = median(runs, Figures::megabytesPerSecond);
                    String bulk =
                            rate == 0
                                    ? "| - | - "
                                    : "| %.1f | %.2f "
                                            .formatted(rate, median(runs, Figures::cpuPerGigabyte));
                    System.out.printf(
                            "| %s %s| %.1f | %.1f | %.0f |%n",
                            peer.name(),
                            bulk,
                            median(runs, Figures::p50Millis),
                            median(runs, Figures::p99Millis),
                            median(runs, Figures::startMillis));
                });
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
