package activate.bench.tunnel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Ours, stock Go yamux and OpenSSH.
final class Peers {
    private Peers() {}

    private static String text(int port) {
        return Integer.toString(port);
    }

    /// The core with as much heap as the hub and the agent have.
    record Ours() implements Peer {
        private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

        @Override
        public String name() {
            return "activate";
        }

        @Override
        public List<String> hub(int carrier, int forward) {
            return command("-Xmx192m", "hub", carrier, forward);
        }

        @Override
        public List<String> agent(int carrier, int forward, int target) {
            return command("-Xmx80m", "agent", carrier, target);
        }

        private static List<String> command(String heap, String role, int carrier, int port) {
            return List.of(
                    JAVA,
                    "-XX:+UseSerialGC",
                    heap,
                    "-cp",
                    System.getProperty("java.class.path"),
                    OurPeer.class.getName(),
                    role,
                    text(carrier),
                    text(port));
        }
    }

    /// hashicorp/yamux with a window of so many bytes.
    record GoYamux(String name, Path program, int window) implements Peer {
        @Override
        public List<String> hub(int carrier, int forward) {
            return List.of(program.toString(), "hub", text(window), text(carrier), text(forward));
        }

        @Override
        public List<String> agent(int carrier, int forward, int target) {
            return List.of(program.toString(), "agent", text(window), text(carrier), text(target));
        }
    }

    /// `ssh -R` by the script that `bench/idle/run` uses, too.
    record OpenSsh(Path script, Path folder) implements Peer {
        static OpenSsh in(Path folder) throws IOException, InterruptedException {
            OpenSsh peer = new OpenSsh(folder.resolveSibling("openssh"), folder);
            if (new ProcessBuilder(peer.end("keys")).inheritIO().start().waitFor() != 0) {
                throw new IOException("no keys were made");
            }
            return peer;
        }

        @Override
        public String name() {
            return "OpenSSH -R";
        }

        @Override
        public List<String> hub(int carrier, int forward) {
            return end("hub", text(carrier));
        }

        @Override
        public List<String> agent(int carrier, int forward, int target) {
            return end("agent", text(carrier), text(forward), text(target));
        }

        private List<String> end(String what, String... more) {
            return Stream.concat(
                            Stream.of(script.toString(), what, folder.toString()), Stream.of(more))
                    .toList();
        }
    }
}
