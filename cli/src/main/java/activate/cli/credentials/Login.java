package activate.cli.credentials;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The platform and the user for one run of a command.
 *
 * @param server `https://host[:port]`, nothing behind
 * @param identity the stored login that it came from; absent when the environment gave the secret
 */
public record Login(
        URI server,
        LoginCredential credential,
        Optional<Path> caFile,
        Optional<Identity> identity) {}
