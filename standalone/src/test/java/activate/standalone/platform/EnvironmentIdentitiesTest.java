package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import activate.standalone.service.Service;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a service is told at its start, and what lies in the home for its development, holds no
 * secret of another one nor of an administrator.
 */
@SuppressWarnings("NullAway.Init")
final class EnvironmentIdentitiesTest {

    @TempDir static Path folder;

    private static RunningStores stores;

    @BeforeAll
    static void start() throws Exception {
        stores = new RunningStores(folder, "postgres", "rabbitmq", "mongodb", "vault");
        // Given the secrets of each service
        for (Service service : Service.values()) {
            stores.environment().of(service);
        }
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theEnvironmentNamesNoSecretOfAnother(Service service) throws Exception {
        stores.environment().writeForDevelopment(service);
        String development =
                java.nio.file.Files.readString(
                        stores.home().part("dev").resolve(service.part() + ".env"));
        String all = development + stores.in(service).environment();
        try (var files = java.nio.file.Files.list(stores.home().root().resolve("secrets"))) {
            for (Path file : files.toList()) {
                boolean isOwn = file.getFileName().toString().endsWith("-" + service.part());
                if (!isOwn) {
                    assertThat(all.contains(java.nio.file.Files.readString(file).strip()))
                            .as("%s in %s", file.getFileName(), service)
                            .isFalse();
                }
            }
        }
        for (Service other : Service.values()) {
            if (other != service) {
                assertThat(all)
                        .doesNotContain("/" + other.part() + ".pem", "/" + other.part() + ".p12");
            }
        }
        if (service == Service.INGRESS) {
            assertThatCode(() -> stores.in(service)).doesNotThrowAnyException();
            assertThat(stores.in(service).environment().keySet())
                    .noneMatch(
                            name ->
                                    name.startsWith("QUARKUS_VAULT")
                                            || name.startsWith("RABBITMQ")
                                            || name.startsWith("QUARKUS_MONGODB")
                                            || name.startsWith("QUARKUS_DATASOURCE"));
        }
    }
}
