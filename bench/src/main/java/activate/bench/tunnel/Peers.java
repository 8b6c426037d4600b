package activate.bench.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

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

    /// The machine's `sshd` and `ssh -R`, with their default cipher, and keys of this run only.
    record OpenSsh(Path folder) implements Peer {
        static OpenSsh in(Path folder) throws IOException, InterruptedException {
            for (String key : List.of("host", "user")) {
                Files.deleteIfExists(folder.resolve(key));
                Process made =
                        new ProcessBuilder(
                                        "ssh-keygen",
                                        "-q",
                                        "-t",
                                        "ed25519",
                                        "-N",
                                        "",
                                        "-f",
                                        folder.resolve(key).toString())
                                .inheritIO()
                                .start();
                if (made.waitFor() != 0) {
                    throw new IOException("ssh-keygen failed");
                }
            }
            Path keys = folder.resolve("authorized_keys");
            Files.copy(
                    folder.resolve("user.pub"),
                    keys,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
            return new OpenSsh(folder);
        }

        @Override
        public String name() {
            return "OpenSSH -R";
        }

        @Override
        public List<String> hub(int carrier, int forward) {
            return List.of(
                    "/usr/sbin/sshd",
                    "-D",
                    "-f",
                    "/dev/null",
                    "-h",
                    folder.resolve("host").toString(),
                    "-p",
                    text(carrier),
                    "-o",
                    "ListenAddress=127.0.0.1",
                    "-o",
                    "PidFile=none",
                    "-o",
                    "UsePAM=no",
                    "-o",
                    "StrictModes=no",
                    "-o",
                    "PermitRootLogin=yes",
                    "-o",
                    "MaxStartups=2000",
                    "-o",
                    "AuthorizedKeysFile=" + folder.resolve("authorized_keys"));
        }

        @Override
        public List<String> agent(int carrier, int forward, int target) {
            return List.of(
                    "ssh",
                    "-N",
                    "-F",
                    "none",
                    "-i",
                    folder.resolve("user").toString(),
                    "-p",
                    text(carrier),
                    "-o",
                    "StrictHostKeyChecking=no",
                    "-o",
                    "UserKnownHostsFile=/dev/null",
                    "-o",
                    "ExitOnForwardFailure=yes",
                    "-R",
                    "127.0.0.1:" + forward + ":127.0.0.1:" + target,
                    "127.0.0.1");
        }
    }
}
