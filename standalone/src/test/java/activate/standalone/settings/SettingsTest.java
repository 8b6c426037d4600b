package activate.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.home.Home;
import activate.standalone.service.Service;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables of the environment, and the keys that are made from nothing. */
@SuppressWarnings("NullAway.Init")
final class SettingsTest {

    @TempDir Path folder;

    @Test
    void everyServiceHasAKeyAndItsPublicHalfInOneFile() throws Exception {
        var home = new Home(folder);
        home.prepare();
        var keys = new ServiceKeys(home);
        keys.ensure(List.of("legacy-api"));
        byte[] first = Files.readAllBytes(keys.keyFile("legacy-api"));
        keys.ensure(List.of("legacy-api", "agent-hub"));

        assertThat(Files.readAllBytes(keys.keyFile("legacy-api"))).isEqualTo(first);
        var jwks = new ObjectMapper().readTree(keys.jwksFile().toFile()).path("keys");
        assertThat(jwks).hasSize(2);
        for (var jwk : jwks) {
            assertThat(Base64.getUrlDecoder().decode(jwk.path("x").asText())).hasSize(32);
            assertThat(Base64.getUrlDecoder().decode(jwk.path("y").asText())).hasSize(32);
            assertThat(jwk.has("d")).isFalse();
        }
    }

    @Test
    void portsComeFromTheirVariables() {
        var settings =
                new Settings(
                        folder,
                        Map.of("ACTIVATE_PORT_LEGACY_API", "14006", "ACTIVATE_HTTPS_PORT", "443"));

        assertThat(Service.LEGACY_API.port(settings)).isEqualTo(14006);
        assertThat(Service.AGENT_HUB.port(settings)).isEqualTo(8090);
        assertThat(settings.publicUrl()).isEqualTo("https://localhost");
        assertThatThrownBy(
                        () ->
                                new Settings(folder, Map.of("ACTIVATE_HTTP_PORT", "70000"))
                                        .httpPort())
                .hasMessage("ACTIVATE_HTTP_PORT: 70000 (expected: 1-65535)");
    }

    @Test
    void aDescriptionOfSettingsNamesNoValue() {
        var settings = new Settings(folder, Map.of("ACTIVATE_ADMIN_PASSWORD", "hunter2"));
        assertThat(settings.toString())
                .contains("ACTIVATE_ADMIN_PASSWORD")
                .doesNotContain("hunter2");
    }
}
