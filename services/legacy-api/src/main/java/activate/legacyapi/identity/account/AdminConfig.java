package activate.legacyapi.identity.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The account that exists before any other. */
@ConfigMapping(prefix = "activate.admin")
public interface AdminConfig {
    /** File that holds the password of the first administrator; without it none is made. */
    Optional<Path> passwordFile();

    /** User name of the first administrator. */
    @WithDefault("admin")
    String username();

    /** Organization of the first administrator. */
    @WithDefault("default")
    String organization();
}
