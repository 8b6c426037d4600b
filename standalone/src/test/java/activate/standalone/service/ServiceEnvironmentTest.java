package activate.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import activate.standalone.settings.ServiceKeys;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service is told, and what it is not. */
@SuppressWarnings("NullAway.Init")
final class ServiceEnvironmentTest {

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Service.class)
    void nothingInternalIsReachedFromOutsideAndNoSecretGoesAround(Service service) {
        Map<String, String> variables = environment().of(service);

        assertThat(variables).containsEntry("ACTIVATE_INTERNAL_BIND", "127.0.0.1");
        assertThat(variables.keySet())
                .doesNotContain(
                        "ACTIVATE_ADMIN_PASSWORD", "ACTIVATE_POSTGRES_URL", "ACTIVATE_VAULT_TOKEN");
        assertThat(variables.containsKey("ACTIVATE_SERVICE_KEY_FILE"))
                .isEqualTo(service != Service.INGRESS);
        assertThat(variables.containsKey("ACTIVATE_ADMIN_PASSWORD_FILE"))
                .isEqualTo(service == Service.LEGACY_API);
        assertThat(variables.containsKey("ACTIVATE_FORWARDING_SECRET_FILE"))
                .isEqualTo(
                        List.of(Service.INGRESS, Service.LEGACY_API, Service.AGENT_HUB)
                                .contains(service));
    }

    @Test
    void theDevelopmentModeGetsTheSameInAPrivateFile() throws Exception {
        environment().writeForDevelopment(Service.LEGACY_API);

        Path file = folder.resolve("dev/legacy-api.env");
        assertThat(Files.readString(file))
                .contains("STORE=of legacy-api\n", "ACTIVATE_PORT_LEGACY_API=14006\n");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    private ServiceEnvironment environment() {
        var settings =
                new Settings(
                        folder,
                        Map.of(
                                "ACTIVATE_HOME", folder.toString(),
                                "ACTIVATE_ADMIN_PASSWORD", "hunter2",
                                "ACTIVATE_POSTGRES_URL", "postgresql://a:b@localhost/x",
                                "ACTIVATE_VAULT_TOKEN", "hvs.x",
                                "ACTIVATE_PORT_LEGACY_API", "14006"));
        var vault =
                new Store.Opened(
                        Store.VAULT,
                        Store.VAULT
                                .open(
                                        new Settings(
                                                folder, Map.of("ACTIVATE_HOME", folder.toString())),
                                        Clock.systemUTC())
                                .part(),
                        grants -> Map.of("STORE", "of " + grants.name()));
        return new ServiceEnvironment(settings, new ServiceKeys(settings.home()), List.of(vault));
    }
}
