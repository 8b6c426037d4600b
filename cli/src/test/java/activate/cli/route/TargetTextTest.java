package activate.cli.route;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.json.JsonText;
import activate.messages.hub.SshTarget;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTextTest {
    private static final SshTarget WHOLE =
            new SshTarget(
                    "alpha",
                    "c1",
                    "n1",
                    "ada",
                    22,
                    "alpha.default.activate",
                    List.of("ssh-ed25519 AAAA", "ssh-rsa BBBB"),
                    List.of(
                            new SshTarget.Address("h.example", 2222),
                            new SshTarget.Address("::1", 22)),
                    true,
                    false,
                    true);

    @Test
    void whatTheHubWritesIsReadAsItIs() throws IOException {
        String written = new ObjectMapper().writeValueAsString(WHOLE);

        assertThat(TargetText.read(JsonText.read(written))).isEqualTo(WHOLE);
    }

    @Test
    void whatIsMissingOrUnknownOrOfAnotherTypeIsNoFailure() throws IOException {
        SshTarget read =
                TargetText.read(
                        JsonText.read(
                                """
                                {"cluster": null, "user": {"x": 1}, "hostKeys": [null, 7, "k"], "direct": "x", "later": []}
                                """));

        assertThat(read.cluster()).isEqualTo("");
        assertThat(read.user()).isEqualTo("");
        assertThat(read.hostKeys()).hasSize(3).contains("k");
        assertThat(read.direct()).isEmpty();
        assertThat(TargetText.read(JsonText.read("[]")).user()).isEqualTo("");
    }
}
