package activate.cloudcacher.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the cache is kept. */
@ConfigMapping(prefix = "activate.catalog")
public interface CatalogConfig {

    /** Folder of the cache, made when it is missing. */
    @WithDefault("cache")
    Path folder();
}
