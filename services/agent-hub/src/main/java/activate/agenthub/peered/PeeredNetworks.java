package activate.agenthub.peered;

import activate.agenthub.HubConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The networks that the operator has named as reachable from the hub itself. */
@ApplicationScoped
public class PeeredNetworks {
    private final List<Network> networks;

    private record Network(InetAddress prefixOf, int bits) {
        boolean contains(byte[] address) {
            byte[] prefix = prefixOf.getAddress();
            if (address.length != prefix.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((address[i / 8] & mask) != (prefix[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Inject
    PeeredNetworks(HubConfig config) {
        this(config.peeredNetworks().orElse(List.of()));
    }

    PeeredNetworks(List<String> texts) {
        networks =
                texts.stream()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(PeeredNetworks::parse)
                        .toList();
    }

    /** The first of a node's addresses that lies in a peered network. */
    Optional<InetAddress> reachable(List<String> addresses) {
        return addresses.stream()
                .flatMap(text -> literal(text).stream())
                .filter(
                        address ->
                                networks.stream().anyMatch(n -> n.contains(address.getAddress())))
                .findFirst();
    }

    private static Network parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = literal(slash < 0 ? text : text.substring(0, slash));
        int most = address.map(a -> a.getAddress().length * 8).orElse(0);
        try {
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (address.isPresent() && bits >= 0 && bits <= most) {
                return new Network(address.get(), bits);
            }
        } catch (NumberFormatException _) {
            // Refused below, together with every other wrong form.
        }
        throw new IllegalArgumentException(
                "activate.hub.peered-networks: "
                        + text
                        + " (expected: a network such as 10.0.0.0/8)");
    }

    /** Never asks a name server: what is no address is no address. */
    public static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether anyone might reach this address: not loopback, link-local or private. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return !(address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrierGrade);
    }
}
