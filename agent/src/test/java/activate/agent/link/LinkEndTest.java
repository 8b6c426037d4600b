package activate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkEndTest {
    private static final Duration UP = Duration.ofMinutes(1);

    @Test
    void closeCodesOfTheProtocolHaveTheirMeaning() {
        assertThat(LinkEnd.of(4401, "no", UP)).isEqualTo(new LinkEnd.Unauthorized("no", UP));
        assertThat(LinkEnd.of(4403, "", UP)).isEqualTo(new LinkEnd.Revoked(UP));
        assertThat(LinkEnd.of(4409, "", UP)).isEqualTo(new LinkEnd.Superseded(UP));
        assertThat(LinkEnd.of(4429, "", UP)).isEqualTo(new LinkEnd.Superseded(UP));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1006, 1011, 1013, 4400, 4408, 4999})
    void anyOtherCodeIsALostLink(int code) {
        assertThat(LinkEnd.of(code, "", UP))
                .isEqualTo(new LinkEnd.Lost("closed with code " + code, UP));
        assertThat(LinkEnd.of(code, "why", UP)).isEqualTo(new LinkEnd.Lost("why", UP));
    }
}
