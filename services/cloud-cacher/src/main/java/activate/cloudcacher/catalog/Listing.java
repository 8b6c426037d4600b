package activate.cloudcacher.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One list of the cache, and how far it can be believed.
 *
 * @param configured whether any cloud account is configured; without one every list is empty
 * @param refreshedAt when the list was last obtained; null when it never was
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Listing(List<CatalogItem> items, boolean configured, @Nullable Instant refreshedAt) {

    public Listing {
        items = List.copyOf(items);
    }

    static Listing never(boolean configured) {
        return new Listing(List.of(), configured, null);
    }
}
