package activate.servicekit.forwarded;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IP network in literal form. Names are refused and never looked up.
 *
 * @param bits how many leading bits all its addresses share
 */
public record Network(InetAddress address, int bits) {

    private static final int V6_SITE_BITS = 64;

    /** Reads {@code address} or {@code address/bits}, an IPv6 address with or without brackets. */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address =
                literal(slash < 0 ? text : text.substring(0, slash))
                        .orElseThrow(() -> unknown(text));
        int most = address.getAddress().length * Byte.SIZE;
        try {
            int bits = slash < 0 ? most : Integer.parseInt(text, slash + 1, text.length(), 10);
            if (bits < 0 || bits > most) {
                throw unknown(text);
            }
            return new Network(address, bits);
        } catch (NumberFormatException _) {
            throw unknown(text);
        }
    }

    /**
     * What one client can easily have all of: an IPv4 address, or the /64 of an IPv6 address. Text
     * that is no address stays as it is.
     */
    public static String ofClient(String address) {
        return literal(address)
                .filter(Inet6Address.class::isInstance)
                .map(v6 -> new Network(v6, V6_SITE_BITS).first() + "/" + V6_SITE_BITS)
                .orElse(address);
    }

    /** Whether the address is in this network. */
    public boolean contains(String other) {
        return literal(other)
                .filter(it -> it.getAddress().length == address.getAddress().length)
                .filter(it -> Arrays.equals(masked(it), masked(address)))
                .isPresent();
    }

    /** Whether the text is an IP address, and which. */
    static Optional<InetAddress> literal(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        try {
            return Optional.of(
                    InetAddress.ofLiteral(bracketed ? text.substring(1, text.length() - 1) : text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private String first() {
        try {
            return InetAddress.getByAddress(masked(address)).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address has another length than itself", e);
        }
    }

    private byte[] masked(InetAddress it) {
        byte[] bytes = it.getAddress();
        for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        return bytes;
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                text
                        + " (expected: an IP address such as 10.0.0.7 or [::1], or a network such as"
                        + " 10.0.0.0/8; names are not looked up)");
    }
}
