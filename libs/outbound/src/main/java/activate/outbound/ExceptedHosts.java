package activate.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of `NO_PROXY`, as curl and Go read them: `*`, names with everything below them (`corp`,
 * `.corp`, `*.corp`), addresses and networks for hosts that are given as an address, each with or
 * without a port. What is none of these means nothing.
 */
final class ExceptedHosts {
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):(\\d{1,5})");
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

    private final List<Rule> rules = new ArrayList<>();

    ExceptedHosts(String text) {
        for (String entry : text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            if (!entry.isEmpty()) {
                rules.add(rule(entry));
            }
        }
    }

    /** Whether a connection goes past the proxy. */
    boolean covers(String host, int port) {
        String name = bare(host.toLowerCase(Locale.ROOT));
        InetAddress address = literal(name);
        return rules.stream().anyMatch(rule -> rule.matches(name, address, port));
    }

    /** Whether a host is given as an address. */
    static boolean isAddress(String host) {
        return literal(bare(host.toLowerCase(Locale.ROOT))) != null;
    }

    private static Rule rule(String entry) {
        Matcher split = WITH_PORT.matcher(entry);
        boolean hasPort = split.matches();
        String host = hasPort ? split.group(1) : entry;
        int port = hasPort ? Integer.parseInt(split.group(2)) : 0;
        int slash = host.indexOf('/');
        InetAddress address = literal(bare(slash < 0 ? host : host.substring(0, slash)));
        if (address == null) {
            return new Name(domain(host), port);
        }
        int bits = address.getAddress().length * 8;
        return new Network(address, slash < 0 ? bits : bits(host.substring(slash + 1), bits), port);
    }

    private static String domain(String host) {
        String name = host.startsWith("*.") ? host.substring(1) : host;
        return bare(name.startsWith(".") ? name.substring(1) : name);
    }

    /** The length of a network's prefix; one that no address has where it is none. */
    private static int bits(String text, int most) {
        int bits = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        return bits <= most ? bits : -1;
    }

    /** Without the brackets of an IPv6 address, its zone, and the dot that may end a name. */
    private static String bare(String host) {
        String name =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        int zone = name.indexOf(':') < 0 ? -1 : name.indexOf('%');
        name = zone < 0 ? name : name.substring(0, zone);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return LITERAL.matcher(host).matches() ? InetAddress.ofLiteral(host) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private sealed interface Rule {
        boolean matches(String host, @Nullable InetAddress address, int port);
    }

    private record Name(String domain, int onlyPort) implements Rule {
        @Override
        public boolean matches(String host, @Nullable InetAddress address, int port) {
            if (onlyPort != 0 && onlyPort != port) {
                return false;
            }
            return domain.equals("*")
                    || (address == null
                            && !domain.isEmpty()
                            && (host.equals(domain) || host.endsWith("." + domain)));
        }
    }

    private record Network(InetAddress network, int bits, int onlyPort) implements Rule {
        @Override
        public boolean matches(String host, @Nullable InetAddress address, int port) {
            if (address == null || bits < 0 || (onlyPort != 0 && onlyPort != port)) {
                return false;
            }
            byte[] own = address.getAddress();
            byte[] wanted = network.getAddress();
            if (own.length != wanted.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xFF00 >> (bits % 8) & 0xFF;
            return Arrays.equals(own, 0, whole, wanted, 0, whole)
                    && (mask == 0 || (own[whole] & mask) == (wanted[whole] & mask));
        }
    }
}
