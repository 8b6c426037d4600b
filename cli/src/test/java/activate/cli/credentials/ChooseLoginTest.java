package activate.cli.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import activate.cli.machine.Output;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChooseLoginTest {
    private static final URI ONE = URI.create("https://one.example");
    private static final URI TWO = URI.create("https://two.example:4443");

    private final Path home;

    ChooseLoginTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void store() throws Failure {
        CredentialsFile file = CredentialsFile.read(machine(Map.of()));
        Identity two = Identity.of("two", TWO.toString(), new LoginCredential("pwt_two"));
        two.members().put("caFile", "/ca/two.pem").put("username", "ada");
        file.store(two);
        file.store(Identity.of("one", ONE.toString(), new LoginCredential("pwt_one")));
    }

    private LocalMachine machine(Map<String, String> environment) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new LocalMachine(
                environment,
                home,
                new ByteArrayInputStream(new byte[0]),
                new Output(nowhere),
                nowhere,
                false);
    }

    private Login choose(String context, String host, Map<String, String> environment)
            throws Failure {
        return new ChooseLogin(
                        machine(environment),
                        Optional.of(context).filter(text -> !text.isEmpty()),
                        Optional.of(host).filter(text -> !text.isEmpty()),
                        Optional.empty())
                .choose();
    }

    private static String keyOf(String host) {
        return "pwt_"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(host.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }

    @Test
    void loginOfBeforeIsTakenUnlessAnotherIsNamed() throws Failure {
        assertThat(choose("", "", Map.of()).server()).isEqualTo(ONE);
        assertThat(choose("two", "", Map.of()).server()).isEqualTo(TWO);
        assertThat(choose("", "", Map.of("PW_CONTEXT", "two")).server()).isEqualTo(TWO);
        assertThat(choose("one", "", Map.of("PW_CONTEXT", "two")).server()).isEqualTo(ONE);
        assertThat(choose("", "two.example:4443", Map.of()).credential().secret())
                .isEqualTo("pwt_two");
        assertThat(choose("", "", Map.of("PW_PLATFORM_HOST", "two.example:4443")).caFile())
                .contains(Path.of("/ca/two.pem"));
    }

    @Test
    void keyOfTheEnvironmentComesFirstAndKnowsItsPlatform() throws Failure {
        Login chosen =
                choose("one", "", Map.of("PW_API_KEY", " " + keyOf("two.example:4443") + "\n"));

        assertThat(chosen.server()).isEqualTo(TWO);
        assertThat(chosen.identity()).isEmpty();
        assertThat(chosen.caFile()).contains(Path.of("/ca/two.pem"));
    }

    @Test
    void keyWithoutAPlatformNeedsOne() throws Failure {
        assertThat(choose("", "one.example", Map.of("PW_API_KEY", "opaque")).server())
                .isEqualTo(ONE);
        assertThatThrownBy(() -> choose("", "", Map.of("PW_API_KEY", "opaque")))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.hint()).contains("PW_PLATFORM_HOST"));
    }

    @Test
    void whoIsNotLoggedInIsTold() {
        for (String[] names : new String[][] {{"three", ""}, {"", "three.example"}}) {
            assertThatThrownBy(() -> choose(names[0], names[1], Map.of()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.code()).isEqualTo(ExitCode.NOT_LOGGED_IN));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "h.example, https://h.example",
        "H.Example:443, https://h.example",
        "https://h.example/path, https://h.example",
        "h.example:4443, https://h.example:4443",
    })
    void hostIsReadInAnyForm(String text, URI server) throws Failure {
        assertThat(ChooseLogin.server(text)).isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h", "https://me@h", "a b", "https://", "ftp://h"})
    void anythingElseIsNoHost(String text) {
        assertThatThrownBy(() -> ChooseLogin.server(text)).isInstanceOf(Failure.class);
    }

    @Test
    void secretsAreNeverShown() throws Failure {
        Login login = choose("two", "", Map.of());

        assertThat(login.toString() + login.credential()).doesNotContain("pwt_");
    }

    @Test
    void removedLoginIsNoLongerTheCurrentOne() throws Failure {
        CredentialsFile file = CredentialsFile.read(machine(Map.of()));

        file.remove(file.identity("one").orElseThrow());

        assertThat(CredentialsFile.read(machine(Map.of())).currentContext()).isEmpty();
        assertThat(choose("two", "", Map.of()).server()).isEqualTo(TWO);
    }
}
