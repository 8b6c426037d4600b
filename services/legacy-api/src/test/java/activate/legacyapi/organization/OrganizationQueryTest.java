package activate.legacyapi.organization;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.input.Faults;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OrganizationQueryTest {
    private static final List<OrganizationResource.Shown> ALL =
            List.of(shown("physics"), shown("astronomy"), shown("Biophysics"));

    private final OrganizationQuery query = new OrganizationQuery();

    @BeforeEach
    void asTheFrameworkFillsIt() {
        query.limit = 500;
    }

    @Test
    void withoutWishesAllComeByName() {
        assertThat(names()).containsExactly("Biophysics", "astronomy", "physics");
        assertThat(query.page(ALL).total()).isEqualTo(3);
    }

    @Test
    void aPartIsCutFromTheOrderAndTheTotalIsThatOfAll() {
        query.sortDir = "desc";
        query.offset = 1;
        query.limit = 1;

        assertThat(names()).containsExactly("astronomy");
        assertThat(query.page(ALL).total()).isEqualTo(3);
    }

    @Test
    void aSearchFindsPartsOfNamesInWhateverCase() {
        query.search = "PHYS";

        assertThat(names()).containsExactly("Biophysics", "physics");
        assertThat(query.page(ALL).total()).isEqualTo(2);
    }

    @Test
    void beyondTheEndThereIsNothing() {
        query.offset = 3;

        assertThat(names()).isEmpty();
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        query.limit = 0;
        assertThat(Faults.of(query)).containsExactly("limit");
        query.limit = 501;
        assertThat(Faults.of(query)).containsExactly("limit");
        query.limit = 1;
        query.offset = -1;
        assertThat(Faults.of(query)).containsExactly("offset");
        query.offset = 0;
        query.sortBy = "members";
        assertThat(Faults.of(query)).containsExactly("sortBy");
        query.sortBy = "managedBy";
        query.sortDir = "up";
        assertThat(Faults.of(query)).containsExactly("sortDir");
    }

    private List<String> names() {
        return query.page(ALL).organizations().stream()
                .map(OrganizationResource.Shown::name)
                .toList();
    }

    private static OrganizationResource.Shown shown(String name) {
        return new OrganizationResource.Shown(name, name, name, 1, false, false);
    }
}
