package activate.cli.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.cli.failure.Failure;
import activate.messages.hub.SshTarget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshDestinationTest {
    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==";

    private static SshTarget target(String user, String key, String host) {
        return new SshTarget(
                "alpha",
                "c1",
                "n1",
                user,
                22,
                "alpha.default.activate",
                List.of(key),
                List.of(new SshTarget.Address(host, 2222)),
                false,
                true,
                true);
    }

    @Test
    void answerOfThePlatformIsTakenWithoutTheCommentsOfItsKeys() throws Failure {
        SshDestination found = SshDestination.of(target("ada", KEY + " root@n1", "h.example"));

        assertThat(found.hostKeys()).containsExactly(KEY);
        assertThat(found.direct()).containsExactly(new SshDestination.Direct("h.example", 2222));
        assertThat(found.id()).isEqualTo("c1");
        assertThat(found.knownHosts("alpha")).isEqualTo("alpha " + KEY + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oProxyCommand=x", "a b", "a\nb", "", "$(x)", "a;b"})
    void whatCouldBecomeMoreThanAWordOfSshIsRefused(String word) {
        assertRefused(target(word, KEY, "h"), "user");
        assertRefused(target("ada", word, "h"), "hostKeys");
        assertRefused(target("ada", KEY, word), "direct");
    }

    private static void assertRefused(SshTarget target, String member) {
        assertThatThrownBy(() -> SshDestination.of(target))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("has no usable " + member);
    }
}
