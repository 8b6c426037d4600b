package activate.servicekit.servicetoken;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** This service among the others. */
@ConfigMapping(prefix = "activate.service")
public interface ServiceConfig {
    /** Name of this service: issuer of its tokens and audience of those it accepts. */
    String name();

    /** File with this service's P-256 private key, PKCS#8 PEM. */
    Optional<Path> keyFile();

    /**
     * File with the public keys of all services, a JSON Web Key Set; {@code kid} = service name.
     */
    Optional<Path> jwksFile();
}
