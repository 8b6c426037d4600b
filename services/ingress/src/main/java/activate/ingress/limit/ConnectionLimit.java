package activate.ingress.limit;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections in all and per address. Shared by the event loops.
 *
 * <p>Those above a limit are still answered, so that the client learns why, but only as many again
 * as an eighth of the limit; the rest is closed.
 */
public final class ConnectionLimit {

    private final int total;
    private final int perAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    public ConnectionLimit(LimitConfig config) {
        this.total = config.connections();
        this.perAddress = config.connectionsPerAddress();
    }

    public Admission admit(String address) {
        int all = open.incrementAndGet();
        int same = byAddress.merge(address, 1, Integer::sum);
        if (all > withMargin(total) || same > withMargin(perAddress)) {
            return Admission.CLOSED;
        }
        if (same > perAddress) {
            return Admission.ADDRESS_FULL;
        }
        return all > total ? Admission.EDGE_FULL : Admission.ADMITTED;
    }

    public void release(String address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    public int open() {
        return open.get();
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
