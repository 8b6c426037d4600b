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

    private static SshTarget target(String user, String alias, String key, String host) {
        return new SshTarget(
                "alpha",
                "c1",
                "n1",
                user,
                22,
                alias,
                List.of(key),
                List.of(new SshTarget.Address(host, 2222)),
                false,
                true,
                true);
    }

    @Test
    void answerOfThePlatformIsTakenWithoutTheCommentsOfItsKeys() throws Failure {
        SshDestination found =
                SshDestination.of(
                        target("ada", "alpha.default.activate", KEY + " root@n1", "h.example"));

        assertThat(found.hostKeys()).containsExactly(KEY);
        assertThat(found.direct()).containsExactly(new SshDestination.Direct("h.example", 2222));
        assertThat(found.knownHosts()).isEqualTo("alpha.default.activate " + KEY + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oProxyCommand=x", "a b", "a\nb", "", "$(x)", "a;b"})
    void whatCouldBecomeMoreThanAWordOfSshIsRefused(String word) {
        assertRefused(target(word, "alias", KEY, "h"), "user");
        assertRefused(target("ada", word, KEY, "h"), "hostKeyAlias");
        assertRefused(target("ada", "alias", word, "h"), "hostKeys");
        assertRefused(target("ada", "alias", KEY, word), "direct");
    }

    private static void assertRefused(SshTarget target, String member) {
        assertThatThrownBy(() -> SshDestination.of(target))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("has no usable " + member);
    }
}
