package activate.legacyapi.organization.member;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.input.Faults;
import com.mongodb.client.model.Sorts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListQueryTest {
    private final UserResource.ListQuery query = new UserResource.ListQuery();

    @BeforeEach
    void asTheFrameworkFillsIt() {
        query.limit = 50;
    }

    @Test
    void withoutWishesAllUsersComeByName() {
        assertThat(query.in("default"))
                .isEqualTo(
                        new AccountStore.Query(
                                "default",
                                null,
                                null,
                                Sorts.ascending("trail.keys.unique"),
                                50,
                                0));
    }

    @ParameterizedTest
    @CsvSource({"all,", "true, true", "false, false"})
    void theActiveOnesTheOthersOrAll(String word, @Nullable Boolean wanted) {
        query.active = word;

        assertThat(query.in(null).active()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "username, trail.keys.unique",
        "email, profile.emailKey",
        "lastLogin, seen.lastLoginAt",
        "createdAt, trail.createdAt"
    })
    void theOrderIsOneOfFourInTwoDirections(String word, String field) {
        query.sortBy = word;
        assertThat(query.in(null).order()).isEqualTo(Sorts.ascending(field));

        query.sortDir = "desc";
        assertThat(query.in(null).order()).isEqualTo(Sorts.descending(field));
    }

    @Test
    void aPageHasOneToFiveHundredUsers() {
        query.limit = 500;
        query.skip = 7;
        assertThat(query.in(null).limit()).isEqualTo(500);
        assertThat(query.in(null).skip()).isEqualTo(7);

        query.limit = 501;
        assertRefused("limit");
        query.limit = 0;
        assertRefused("limit");
        query.limit = 1;
        query.skip = -1;
        assertRefused("skip");
    }

    @Test
    void wordsThatNobodyKnowsAreRefused() {
        query.active = "maybe";
        assertRefused("active");
        query.active = "all";
        query.sortDir = "up";
        assertRefused("sortDir");
        query.sortDir = "asc";
        query.sortBy = "passwordHash";
        assertRefused("sortBy");
    }

    private void assertRefused(String where) {
        assertThat(Faults.of(query)).containsExactly(where);
    }
}
