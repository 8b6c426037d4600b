package activate.agent.heartbeat;

import activate.agent.state.AgentVersion;
import activate.messages.agent.NodeDescription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a node is, as registration and heartbeats say it.
 *
 * @param osRelease the distribution, empty when not known
 */
public record MachineFacts(
        String hostname, List<String> ipAddresses, String os, String arch, String osRelease) {
    private static final int MOST_ADDRESSES = 32;

    public MachineFacts {
        ipAddresses = List.copyOf(ipAddresses);
    }

    /** The facts of this machine now. */
    public static MachineFacts system() {
        return new MachineFacts(
                readHostname(),
                addresses(),
                "linux",
                arch(System.getProperty("os.arch", "")),
                release());
    }

    /** The members that registration and heartbeat share. */
    public NodeDescription described(String name, int sshPort, List<String> sshHostKeys) {
        return new NodeDescription(
                name, os, arch, ipAddresses, AgentVersion.TEXT, sshPort, sshHostKeys);
    }

    private static String readHostname() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException _) {
            // Not Linux as we know it: the resolver knows too.
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(MachineFacts::isUsable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(
                            address ->
                                    !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .map(text -> text.replaceFirst("%.*", ""))
                    .sorted()
                    .limit(MOST_ADDRESSES)
                    .toList();
        } catch (SocketException _) {
            return List.of();
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException _) {
            return false;
        }
    }

    static String arch(String java) {
        return switch (java.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> java;
        };
    }

    private static String release() {
        try {
            for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
                if (line.startsWith("PRETTY_NAME=")) {
                    return line.substring("PRETTY_NAME=".length()).replace("\"", "").strip();
                }
            }
        } catch (IOException _) {
            // Small images have none.
        }
        return "";
    }
}
