package activate.agenthub.dial;

import static org.assertj.core.api.Assertions.assertThat;

import activate.tunnel.state.ResetCode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserStreamTest {
    @Test
    void peopleAreToldInASentenceWhyANodeBrokeAStream() {
        assertThat(IntStream.range(0, 12).mapToObj(ResetCode::new).map(code -> "reset_" + code))
                .map(UserStream::sentence)
                .allSatisfy(
                        sentence ->
                                assertThat(sentence)
                                        .doesNotContain("_")
                                        .matches("[A-Z][a-zA-Z' ]+\\."));
        assertThat(UserStream.sentence("reset_far_end_failed"))
                .isEqualTo("The connection to the node's SSH server broke.");
    }
}
