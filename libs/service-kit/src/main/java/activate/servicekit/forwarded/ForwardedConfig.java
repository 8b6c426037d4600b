package activate.servicekit.forwarded;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whose word for a client's address is believed. */
@ConfigMapping(prefix = "activate.forwarded")
public interface ForwardedConfig {

    /** File with the secret by which the ingress proves the address that it states. */
    Optional<Path> secretFile();

    /**
     * Addresses and networks that are believed without a proof, for a front of another make; each a
     * literal IPv4 or IPv6 address, or a network such as {@code 10.0.0.0/8}. Not for an address
     * that others share, as loopback is.
     */
    Optional<List<String>> trustedProxies();
}
