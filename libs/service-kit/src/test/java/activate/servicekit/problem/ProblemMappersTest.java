package activate.servicekit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.MongoTimeoutException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemMappersTest {
    private final ProblemMappers mappers = new ProblemMappers();

    @Test
    void requestThatMeetsAStoreThatIsAwayIsToldWhenToComeAgain() {
        Response answer = mappers.unknown(new MongoTimeoutException("no server"));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(((ProblemBody) answer.getEntity()).code()).isEqualTo("unavailable");
    }

    private record Body(String name, int count, boolean open, List<String> tags) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"a\",\\n \"count\" 1} | at line 2, column 10.",
                "{\"name\": \"a | at /name.",
                "[] | at line 1, column 1: an object is expected.",
                "{\"count\": \"many\"} | at /count: a number is expected.",
                "{\"open\": \"maybe\"} | at /open: true or false is expected.",
                "{\"tags\": [\"a\", {}]} | at /tags/1: a text is expected.",
                "{\"tags\": {}} | at /tags: a list is expected.",
            })
    void bodyThatCannotBeReadIsToldWithItsPlace(String body, String said) {
        JacksonException failure =
                catchThrowableOfType(
                        JacksonException.class,
                        () -> new ObjectMapper().readValue(body.replace("\\n", "\n"), Body.class));

        Response answer = mappers.json(failure);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(((ProblemBody) answer.getEntity()).detail())
                .isEqualTo("The body is not the JSON that is expected here " + said);
    }

    @Test
    void whatIsUnknownIsAFailureWithoutDetail() {
        Response answer = mappers.unknown(new IllegalStateException("password=secret"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getHeaderString("Retry-After")).isNull();
        assertThat(((ProblemBody) answer.getEntity()).detail()).doesNotContain("secret");
    }
}
