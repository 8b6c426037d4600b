package activate.ingress.limit;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Counts connections in all and per address, from the moment they are accepted. Shared by the event
 * loops.
 *
 * <p>Those above a limit are still answered, so that the client learns why, but only as many again
 * as an eighth of the limit; the rest is closed.
 */
public final class ConnectionLimit {

    private final int total;
    private final int perAddress;
    private final Share share;

    public ConnectionLimit(EdgeLimits config) {
        this.total = config.connections();
        this.perAddress = config.connectionsPerAddress();
        this.share = new Share(withMargin(total), withMargin(perAddress));
    }

    /** Counts a connection until it closes; false where it is to be closed at once. */
    public boolean accept(Channel channel) {
        // None where its client has left already.
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            return false;
        }
        String client = keyOf(SocketAddress.inetSocketAddress(remote));
        Admission admission = admit(client);
        if (admission == Admission.CLOSED) {
            return false;
        }
        new ConnectionPlace(this, client, admission).give(channel);
        return true;
    }

    /** Counts one more; all but those that are to be closed are given back by {@link #release}. */
    public Admission admit(String address) {
        if (share.take(address) != Admission.ADMITTED) {
            return Admission.CLOSED;
        }
        if (share.open(address) > perAddress) {
            return Admission.ADDRESS_FULL;
        }
        return share.open() > total ? Admission.EDGE_FULL : Admission.ADMITTED;
    }

    public void release(String address) {
        share.giveBack(address);
    }

    public int open() {
        return share.open();
    }

    /**
     * The key under which a client is counted: its address, with IPv6 its /64, of which one host
     * has all.
     */
    public static String keyOf(SocketAddress remote) {
        String host = remote.hostAddress();
        if (host == null) {
            return "local";
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            return host;
        }
        return bytes.length == 16
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, 8))
                : HexFormat.of().formatHex(bytes);
    }

    private static int withMargin(int limit) {
        return limit + Math.max(1, limit / 8);
    }
}
