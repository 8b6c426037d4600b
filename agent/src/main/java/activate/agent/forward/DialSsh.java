package activate.agent.forward;

import activate.agent.forward.ConnectResult.Connected;
import activate.agent.forward.ConnectResult.Failed;
import activate.agent.state.SshAddress;
import activate.backoff.Backoff;
import activate.messages.tunnel.DialCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Dials the SSH server of this node. A server that closes before it has named itself has taken in
 * nothing: OpenSSH does so when too many logins begin at once (`MaxStartups`). It is dialled again,
 * at paces that differ, until it answers or the time is over.
 */
final class DialSsh {
    private static final Backoff PACE = new Backoff(Duration.ofMillis(50), Duration.ofMillis(400));
    private static final int LONGEST_GREETING = 8 * 1024;

    /**
     * A server may want to hear the client first; so it gets the client's words after this time.
     */
    private static final Duration SILENCE = Duration.ofMillis(1500);

    private final SshAddress ssh;
    private final RandomGenerator random;

    DialSsh(SshAddress ssh, RandomGenerator random) {
        this.ssh = ssh;
        this.random = random;
    }

    ConnectResult dial(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        for (int turnedAway = 1; ; turnedAway++) {
            ConnectResult result = connect(left(end));
            if (!(result instanceof Connected(SocketChannel channel, _))) {
                return result;
            }
            Greeting greeting = Greeting.read(channel, min(left(end), SILENCE));
            if (!greeting.closed()) {
                return new Connected(channel, greeting.bytes());
            }
            DialTarget.close(channel);
            Duration pause = PACE.pause(turnedAway, random);
            if (pause.compareTo(left(end)) >= 0) {
                return new Failed(DialCode.REFUSED, turnedAway(turnedAway, greeting));
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private String turnedAway(int times, Greeting last) {
        String said = last.text();
        return "the SSH server on "
                + ssh
                + " closed "
                + times
                + " connections before it named itself"
                + (said.isEmpty() ? "" : " (\"" + said + "\")")
                + "; too many logins at once? (MaxStartups)";
    }

    private ConnectResult connect(Duration left) {
        List<InetSocketAddress> addresses;
        try {
            addresses = ssh.addresses();
        } catch (UnknownHostException _) {
            return new Failed(DialCode.UNREACHABLE, "no address found for " + ssh.host());
        }
        long end = System.nanoTime() + left.toNanos();
        ConnectResult last = new Failed(DialCode.REFUSED, "nothing listens on " + ssh);
        for (InetSocketAddress address : addresses) {
            ConnectResult result = DialTarget.connect(address, left(end));
            if (result instanceof Connected) {
                return result;
            }
            if (result instanceof Failed failed && failed.code() == DialCode.TIMEOUT) {
                last = new Failed(DialCode.TIMEOUT, ssh + " did not answer in time");
            }
        }
        return last;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * What a server says before the first bytes of a client.
     *
     * @param closed whether it closed without its name
     */
    private record Greeting(ByteBuffer bytes, boolean closed) {
        /**
         * Reads until the server has begun its name, has closed, or is silent for the time given.
         */
        static Greeting read(SocketChannel channel, Duration silence) {
            byte[] bytes = new byte[LONGEST_GREETING];
            int length = 0;
            try {
                channel.socket().setSoTimeout((int) Math.max(1, silence.toMillis()));
                InputStream in = channel.socket().getInputStream();
                while (length < bytes.length && !isNamed(bytes, length)) {
                    int more = in.read(bytes, length, bytes.length - length);
                    if (more < 0) {
                        return new Greeting(ByteBuffer.wrap(bytes, 0, length), true);
                    }
                    length += more;
                }
                return new Greeting(ByteBuffer.wrap(bytes, 0, length), false);
            } catch (SocketTimeoutException _) {
                return new Greeting(ByteBuffer.wrap(bytes, 0, length), false);
            } catch (IOException _) {
                return new Greeting(ByteBuffer.wrap(bytes, 0, length), true);
            }
        }

        /** Lines may come before the name (RFC 4253, section 4.2). */
        private static boolean isNamed(byte[] bytes, int length) {
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            return text.startsWith("SSH-") || text.contains("\nSSH-");
        }

        String text() {
            String text =
                    StandardCharsets.ISO_8859_1
                            .decode(bytes.duplicate())
                            .toString()
                            .lines()
                            .findFirst()
                            .orElse("")
                            .replaceAll("[^\\x20-\\x7e]", "");
            return text.substring(0, Math.min(100, text.length()));
        }
    }
}
