package activate.cloudcacher.catalog;

import activate.cloudcacher.provider.CloudAccount;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** All lists of the cache at one moment. */
@RegisterForReflection
public record Catalog(Map<Kind, Listing> listings) {

    public Catalog {
        listings = Map.copyOf(listings);
    }

    public static Catalog empty() {
        return new Catalog(Map.of());
    }

    public Listing listing(Kind kind) {
        Listing known = listings.get(kind);
        return known == null ? Listing.never(false) : known;
    }

    /**
     * The catalog after the accounts were read: what belongs to a cloud without an account is
     * dropped, the rest stays as it was obtained.
     */
    public Catalog with(List<CloudAccount> accounts, Instant readAt) {
        Set<String> providers =
                accounts.stream().map(CloudAccount::provider).collect(Collectors.toSet());
        boolean configured = !providers.isEmpty();
        Map<Kind, Listing> next = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Listing old = listing(kind);
            List<CatalogItem> kept =
                    old.items().stream()
                            .filter(item -> providers.contains(item.provider()))
                            .toList();
            next.put(kind, new Listing(kept, configured, configured ? old.refreshedAt() : null));
        }
        if (configured) {
            List<CatalogItem> items =
                    providers.stream()
                            .sorted()
                            .map(provider -> new CatalogItem(provider, provider, provider))
                            .toList();
            next.put(Kind.PROVIDERS, new Listing(items, true, readAt));
        }
        return new Catalog(next);
    }

    boolean isSameAs(Catalog other) {
        return Objects.equals(listings, other.listings);
    }
}
