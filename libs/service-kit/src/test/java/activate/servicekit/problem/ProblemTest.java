package activate.servicekit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {
    private static Stream<Throwable> awayStores() {
        return Stream.of(
                new MongoTimeoutException("no server"),
                new MongoSocketReadTimeoutException(
                        "silent", new ServerAddress("store"), new IOException("timeout")),
                new IllegalStateException("a link", new MongoTimeoutException("no server")),
                new SQLException("Acquisition timeout while waiting for new connection"),
                new IllegalStateException(new SQLException("connection is closed", "08003")),
                new SQLException("the server shuts down", "57P01"));
    }

    @ParameterizedTest
    @MethodSource("awayStores")
    void storeThatIsAwayIsNoFailureButToComeAgain(Throwable failure) {
        Problem problem = Problem.of(failure);

        assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(problem.headers()).containsEntry("Retry-After", "2");
        assertThat(problem.detail()).doesNotContain(failure.getMessage());
    }

    private static Stream<Throwable> ownFaults() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new SQLException("null value in column", "23502"),
                new IllegalStateException(new SQLException("no such column", "42703")),
                new SQLException("value too long", "22001"));
    }

    @ParameterizedTest
    @MethodSource("ownFaults")
    void ownFaultIsNotBlamedOnAStore(Throwable failure) {
        Problem problem = Problem.of(failure);

        assertThat(problem.code()).isEqualTo(ProblemCode.INTERNAL);
        assertThat(problem.headers()).isEmpty();
        assertThat(problem.detail()).doesNotContain(failure.getMessage());
    }

    @Test
    void problemStaysAsItIs() {
        Problem known =
                Problem.of(
                        ProblemCode.RATE_LIMITED,
                        "Too many.",
                        Map.<String, Object>of("retryAfterSeconds", 60));

        assertThat(Problem.of(known)).isSameAs(known);
        assertThat(known.headers()).containsEntry("Retry-After", "60");
    }
}
