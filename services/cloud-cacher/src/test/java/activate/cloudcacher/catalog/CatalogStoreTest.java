package activate.cloudcacher.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cloudcacher.provider.CloudAccount;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogStoreTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    @Test
    void theCacheSurvivesARestart(@TempDir Path folder) {
        CatalogStore before = new CatalogStore(() -> folder, json);
        before.replace(before.current().with(List.of(new CloudAccount("main", "aws")), NOON));

        CatalogStore after = new CatalogStore(() -> folder, json);

        Listing providers = after.current().listing(Kind.PROVIDERS);
        assertThat(providers.items()).containsExactly(new CatalogItem("aws", "aws", "aws"));
        assertThat(providers.refreshedAt()).isEqualTo(NOON);
        assertThat(after.current().listing(Kind.REGIONS).refreshedAt()).isNull();
    }

    @Test
    void aBrokenFileIsAnEmptyCache(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("catalog.json"), "{\"listings\":");

        CatalogStore store = new CatalogStore(() -> folder, json);

        assertThat(store.current()).isEqualTo(Catalog.empty());
    }

    @Test
    void aCloudWithoutAnAccountIsForgotten() {
        Catalog known = Catalog.empty().with(List.of(new CloudAccount("a", "aws")), NOON);

        Catalog next = known.with(List.of(), NOON.plusSeconds(60));

        assertThat(next.listing(Kind.PROVIDERS)).isEqualTo(Listing.never(false));
    }
}
