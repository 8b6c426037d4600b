package activate.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of names; of a name with several, the one alone that {@link ReachAddress} has found
 * to answer: the JDK's HTTP client dials the first address of a name and no other one.
 */
public final class PreferredAddresses extends InetAddressResolverProvider {
    private static final Map<String, InetAddress> PREFERRED = new ConcurrentHashMap<>();
    private static volatile @Nullable Resolver resolver;

    /** Made by the JDK, when the first name is looked up. */
    public PreferredAddresses() {}

    /** All addresses of a name; blocks as long as the name service does. */
    static List<InetAddress> of(String host) throws UnknownHostException {
        Resolver known = resolver;
        LookupPolicy policy = known == null ? null : known.policy;
        return known == null || policy == null || ExceptedHosts.isAddress(host)
                ? List.of(InetAddress.getAllByName(host))
                : known.system.lookupByName(host, policy).toList();
    }

    /** Makes an address the only one of this name; null takes that back. */
    static void prefer(String host, @Nullable InetAddress address) {
        String key = host.toLowerCase(Locale.ROOT);
        if (address == null) {
            PREFERRED.remove(key);
        } else {
            PREFERRED.put(key, address);
        }
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        Resolver made = new Resolver(configuration.builtinResolver());
        resolver = made;
        return made;
    }

    @Override
    public String name() {
        return "the address that answers";
    }

    private static final class Resolver implements InetAddressResolver {
        private final InetAddressResolver system;
        private volatile @Nullable LookupPolicy policy;

        Resolver(InetAddressResolver system) {
            this.system = system;
        }

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy wanted)
                throws UnknownHostException {
            policy = wanted;
            InetAddress only = PREFERRED.get(host.toLowerCase(Locale.ROOT));
            return only == null ? system.lookupByName(host, wanted) : Stream.of(named(host, only));
        }

        /** The JDK takes the name that it checks certificates for from the address. */
        private static InetAddress named(String host, InetAddress address)
                throws UnknownHostException {
            return address instanceof Inet6Address six
                    ? Inet6Address.getByAddress(host, six.getAddress(), six.getScopeId())
                    : InetAddress.getByAddress(host, address.getAddress());
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return system.lookupByAddress(address);
        }
    }
}
