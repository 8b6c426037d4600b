package activate.agent.state;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where the SSH server of this node listens.
 *
 * @param host a name or a literal address of this machine; empty for its loopback addresses, of
 *     both families
 */
public record SshAddress(String host, int port) {
    private static final List<InetAddress> LOOPBACK =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    /** The addresses to dial, in this order. */
    public List<InetSocketAddress> addresses() throws UnknownHostException {
        List<InetAddress> of = host.isEmpty() ? LOOPBACK : List.of(InetAddress.getAllByName(host));
        return of.stream().map(address -> new InetSocketAddress(address, port)).toList();
    }

    /** For people. */
    @Override
    public String toString() {
        if (host.isEmpty()) {
            return "port " + port + " of 127.0.0.1 or ::1";
        }
        boolean six = host.contains(":") && !host.startsWith("[");
        return (six ? "[" + host + "]" : host) + ":" + port;
    }
}
