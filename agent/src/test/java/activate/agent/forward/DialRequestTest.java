package activate.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.tunnel.StreamClass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialRequestTest {
    private static DialRequest parse(String json) throws IOException {
        return DialRequest.parse(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void preambleOfTheHubIsUnderstood() throws IOException {
        DialRequest asked =
                parse(
                        "{\"v\":1,\"id\":\"s\",\"offset\":0,\"target\":\"ssh\",\"class\":\"bulk\","
                                + "\"deadlineMs\":2000,\"later\":{}}");

        assertThat(asked)
                .isEqualTo(new DialRequest("ssh", StreamClass.BULK, Duration.ofSeconds(2)));
    }

    @Test
    void whatIsLeftOutHasAUsualValueAndADeadlineIsBounded() throws IOException {
        assertThat(parse("{\"v\":1,\"target\":\"h:22\"}"))
                .isEqualTo(new DialRequest("h:22", StreamClass.INTERACTIVE, Duration.ofSeconds(5)));
        assertThat(parse("{\"v\":1,\"target\":\"ssh\",\"deadlineMs\":999999}").deadline())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(parse("{\"v\":1,\"target\":\"ssh\",\"deadlineMs\":-1}").deadline())
                .isEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":2,\"target\":\"ssh\"}",
                "{\"v\":1}",
                "{\"v\":1,\"target\":\"ssh\",\"offset\":9}",
                "null",
                "[]",
                "{",
                ""
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(IOException.class);
    }
}
