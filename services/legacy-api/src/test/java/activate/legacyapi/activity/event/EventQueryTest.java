package activate.legacyapi.activity.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.legacyapi.activity.log.ActivityReader;
import activate.legacyapi.input.Faults;
import activate.servicekit.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventQueryTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final UUID ID = UUID.fromString("019b7c1e-0000-7000-8000-000000000001");

    private final EventQuery query = new EventQuery();

    @BeforeEach
    void asTheFrameworkFillsIt() {
        query.limit = 50;
    }

    @Test
    void withoutWishesTheNewestComeFirst() {
        ActivityReader.Search search = query.in("default");

        assertThat(search.organization()).isEqualTo("default");
        assertThat(search.newestFirst()).isTrue();
        assertThat(search.limit()).isEqualTo(50);
        assertThat(search.types()).isEmpty();
        assertThat(search.actors()).isEmpty();
        assertThat(search.text()).isNull();
        assertThat(search.after()).isNull();
        assertThat(query.isOfSession()).isFalse();
    }

    @Test
    void wishesAreTakenOver() {
        query.from = "2026-01-02T05:04:05.678+02:00";
        query.type = List.of("auth.login", "auth.logout");
        query.actor = List.of("ann");
        query.outcome = "failure";
        query.search = "ReSeT";
        query.order = "asc";
        query.sessionId = "s";

        ActivityReader.Search search = query.in(null);

        assertThat(search.organization()).isNull();
        assertThat(search.from()).isEqualTo(AT);
        assertThat(search.types()).containsExactly("auth.login", "auth.logout");
        assertThat(search.actors()).containsExactly("ann");
        assertThat(search.outcome()).isEqualTo("failure");
        assertThat(search.text()).isEqualTo("reset");
        assertThat(search.newestFirst()).isFalse();
        assertThat(query.isOfSession()).isTrue();
    }

    @Test
    void emptyWishesAreNone() {
        query.from = "";
        query.search = " ";
        query.cursor = "";
        query.sessionId = "";

        ActivityReader.Search search = query.in(null);

        assertThat(search.from()).isNull();
        assertThat(search.text()).isNull();
        assertThat(search.after()).isNull();
        assertThat(query.isOfSession()).isFalse();
    }

    @Test
    void theNextPageBeginsWhereTheCursorSays() {
        query.cursor = EventQuery.cursor(AT, ID);

        assertThat(query.in(null).after()).isEqualTo(new ActivityReader.Cursor(AT, ID));
        assertThat(query.cursor).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05.678Z",
                "/019b7c1e-0000-7000-8000-000000000001",
                "2026-01-02T03:04:05.678Z/1",
                "+999999999-12-31T23:59:59Z/019b7c1e-0000-7000-8000-000000000001",
                "1969-12-31T23:59:59Z/019b7c1e-0000-7000-8000-000000000001"
            })
    void aCursorThatNobodyGaveIsRefused(String text) {
        query.cursor = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertRefused("cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-01-02", "-999999999-01-01T00:00:00Z", "1767323045"})
    void aTimeThatIsNoneOrIsNotKeptIsRefused(String text) {
        query.from = text;
        assertRefused("from");

        query.from = null;
        query.to = text;
        assertRefused("to");
    }

    @Test
    void aPageHasOneToFiveHundredEvents() {
        query.limit = 500;
        assertThat(query.in(null).limit()).isEqualTo(500);

        assertThat(Faults.of(query)).isEmpty();

        query.limit = 501;
        assertThat(Faults.of(query)).containsExactly("limit");
        query.limit = 0;
        assertThat(Faults.of(query)).containsExactly("limit");
    }

    @Test
    void thereAreTwoOrders() {
        query.order = "up";

        assertThat(Faults.of(query)).containsExactly("order");
    }

    private void assertRefused(String where) {
        assertThatThrownBy(() -> query.in(null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.errors())
                                        .singleElement()
                                        .extracting(Problem.FieldError::place)
                                        .isEqualTo(where));
    }
}
