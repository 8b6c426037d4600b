package activate.ingress.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What the edge's own pages show and where the agent's files are. */
@ConfigMapping(prefix = "activate.ingress.site")
public interface SiteConfig {

    /** Version shown on the first page. */
    @WithDefault("development")
    String version();

    /** Folder with the agent's archive and installer; without it both are not found. */
    Optional<Path> agentDist();
}
