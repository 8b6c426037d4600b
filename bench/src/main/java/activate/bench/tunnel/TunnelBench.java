package activate.bench.tunnel;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs each system in turn, several times over, and prints medians and ratios.
public final class TunnelBench {
    private static final int SECONDS = 10;
    private static final int WARM_SECONDS = 4;

    /// A system under test: how to start its two processes.
    private record Peer(String name, List<String> command) {}

    private record Scenario(String name, DelayRelay.Way way, int bulks) {}

    /// @param cpuPerGigabyte processor seconds of both processes while so much was delivered
    private record Figures(
            double megabytesPerSecond, double cpuPerGigabyte, double p50Millis, double p99Millis) {}

    private TunnelBench() {}

    /// Arguments: repeats, the Go peer's binary.
    public static void main(String[] args) throws Exception {
        int repeats = Integer.parseInt(args[0]);
        String java = ProcessHandle.current().info().command().orElse("java");
        String classPath = System.getProperty("java.class.path");
        List<Peer> peers =
                List.of(
                        new Peer(
                                "activate",
                                List.of(
                                        java,
                                        "-Xmx512m",
                                        "-cp",
                                        classPath,
                                        OurPeer.class.getName())),
                        new Peer("go-yamux 256 KiB", List.of(args[1], "262144")),
                        new Peer("go-yamux 6 MiB", List.of(args[1], "6291456")));
        List<Scenario> scenarios =
                List.of(
                        new Scenario("RTT 0, no rate limit", way(0, 0), 1),
                        new Scenario("RTT 0, no rate limit, 8 bulk", way(0, 0), 8),
                        new Scenario("RTT 50 ms, nothing else", way(25, 0), 0),
                        new Scenario("RTT 50 ms, no rate limit", way(25, 0), 1),
                        new Scenario("RTT 50 ms, no rate limit, 8 bulk", way(25, 0), 8),
                        new Scenario("RTT 40 ms, 25 MB/s", way(20, 25_000_000), 1),
                        new Scenario("RTT 40 ms, 25 MB/s, 4 bulk", way(20, 25_000_000), 4));
        for (Scenario scenario : scenarios) {
            Map<Peer, List<Figures>> all = new LinkedHashMap<>();
            for (int i = 0; i < repeats; i++) {
                for (Peer peer : peers) {
                    all.computeIfAbsent(peer, _ -> new ArrayList<>()).add(run(peer, scenario));
                }
            }
            print(scenario, all);
        }
    }

    private static DelayRelay.Way way(long oneWayMillis, long bytesPerSecond) {
        return new DelayRelay.Way(oneWayMillis * 1_000_000, bytesPerSecond, 1 << 20);
    }

    private static Figures run(Peer peer, Scenario scenario) throws Exception {
        int hubPort = freePort();
        try (DelayRelay relay = new DelayRelay(hubPort, scenario.way())) {
            Process hub = start(peer, "hub", hubPort, SECONDS, scenario.bulks());
            TimeUnit.SECONDS.sleep(1);
            Process agent = start(peer, "agent", relay.port(), 0, 0);
            try (BufferedReader lines = hub.inputReader(StandardCharsets.US_ASCII)) {
                TimeUnit.SECONDS.sleep(WARM_SECONDS);
                long from = relay.deliveredToAgent.get();
                double processor = processorSeconds(hub) + processorSeconds(agent);
                long at = System.nanoTime();
                TimeUnit.SECONDS.sleep(SECONDS - WARM_SECONDS - 1L);
                double delivered = relay.deliveredToAgent.get() - from;
                double rate = delivered * 1e3 / (System.nanoTime() - at);
                processor = processorSeconds(hub) + processorSeconds(agent) - processor;
                String line = lines.readLine();
                String[] words = String.valueOf(line).split(" ", -1);
                return new Figures(
                        rate,
                        processor * 1e9 / delivered,
                        Long.parseLong(words[1]) / 1e3,
                        Long.parseLong(words[2]) / 1e3);
            } finally {
                hub.destroy();
                agent.destroy();
                hub.waitFor(5, TimeUnit.SECONDS);
                agent.waitFor(5, TimeUnit.SECONDS);
            }
        }
    }

    private static double processorSeconds(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static Process start(Peer peer, String role, int port, int seconds, int bulks)
            throws IOException {
        List<String> command = new ArrayList<>(peer.command());
        command.addAll(
                List.of(
                        role,
                        Integer.toString(port),
                        Integer.toString(seconds),
                        Integer.toString(bulks)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void print(Scenario scenario, Map<Peer, List<Figures>> all) {
        System.out.println("## " + scenario.name());
        System.out.println(
                "| system | MB/s | CPU-s/GB | echo p50 ms | echo p99 ms | MB/s ours : this |");
        System.out.println("|---|---|---|---|---|---|");
        double ours = 0;
        for (Map.Entry<Peer, List<Figures>> entry : all.entrySet()) {
            List<Figures> runs = entry.getValue();
            double rate = median(runs.stream().map(Figures::megabytesPerSecond).toList());
            double processor = median(runs.stream().map(Figures::cpuPerGigabyte).toList());
            double p50 = median(runs.stream().map(Figures::p50Millis).toList());
            double p99 = median(runs.stream().map(Figures::p99Millis).toList());
            ours = ours == 0 ? rate : ours;
            System.out.printf(
                    "| %s | %.1f | %.2f | %.1f | %.1f | %.2f |%n",
                    entry.getKey().name(), rate, processor, p50, p99, ours / rate);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
