package activate.agent.forward;

import activate.agent.forward.ConnectResult.Failed;
import activate.agent.state.SshAddress;
import activate.messages.tunnel.DialCode;
import activate.messages.tunnel.Preamble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connects to the SSH server of this node, or to another address that the platform's policy
 * allowed.
 */
public final class DialTarget {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9.-]{1,253})):(\\d{1,5})");

    private final DialSsh ssh;

    public DialTarget(SshAddress ssh, RandomGenerator random) {
        this.ssh = new DialSsh(ssh, random);
    }

    ConnectResult dial(String target, Duration deadline) {
        if (target.equals(Preamble.SSH)) {
            return ssh.dial(deadline);
        }
        Matcher address = ADDRESS.matcher(target);
        if (!address.matches()) {
            return new Failed(DialCode.INVALID, "target is not ssh or host:port");
        }
        int port = Integer.parseInt(address.group(3));
        if (port < 1 || port > 65_535) {
            return new Failed(DialCode.INVALID, "port: " + port + " (expected: 1-65535)");
        }
        String host = address.group(1) == null ? address.group(2) : address.group(1);
        return connect(new InetSocketAddress(host, port), deadline);
    }

    static ConnectResult connect(InetSocketAddress address, Duration deadline) {
        if (address.isUnresolved()) {
            return new Failed(
                    DialCode.UNREACHABLE, "no address found for " + address.getHostString());
        }
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(address, (int) deadline.toMillis());
            return new ConnectResult.Connected(channel, ByteBuffer.allocate(0));
        } catch (SocketTimeoutException _) {
            close(channel);
            return new Failed(
                    DialCode.TIMEOUT, "port " + address.getPort() + " did not answer in time");
        } catch (ConnectException e) {
            close(channel);
            boolean refused = String.valueOf(e.getMessage()).contains("refused");
            return new Failed(
                    refused ? DialCode.REFUSED : DialCode.UNREACHABLE,
                    refused
                            ? "nothing listens on port " + address.getPort()
                            : String.valueOf(e.getMessage()));
        } catch (IOException e) {
            close(channel);
            return new Failed(DialCode.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    static void close(@org.jspecify.annotations.Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // It was never connected.
        }
    }
}
