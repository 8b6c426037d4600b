package activate.servicekit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

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

    @Test
    void whatIsUnknownIsAFailureWithoutDetail() {
        Response answer = mappers.unknown(new IllegalStateException("password=secret"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getHeaderString("Retry-After")).isNull();
        assertThat(((ProblemBody) answer.getEntity()).detail()).doesNotContain("secret");
    }
}
