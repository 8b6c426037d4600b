package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.part.Part;
import activate.standalone.service.Service;
import activate.standalone.service.ServiceEnvironment;
import activate.standalone.settings.ServiceKeys;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import activate.standalone.supervise.Supervisor;
import activate.testkit.resource.FreePort;
import activate.testkit.store.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores as {@code up} starts and prepares them, without the services; each takes seconds, so that
 * a test names those that it needs. Where the environment names a real one for tests, that one is
 * given to it by address, with the credential of an administrator.
 */
final class RunningStores implements AutoCloseable {

    private final Settings settings;
    private final List<Store.Opened> stores;
    private final ServiceEnvironment environment;
    private final Supervisor supervisor;

    /**
     * @param started of {@code postgres}, {@code rabbitmq}, {@code mongodb} and {@code vault}; the
     *     others have addresses and logins, and nobody answers there
     */
    RunningStores(Path folder, String... started) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of("ACTIVATE_HOME", folder.toString()));
        for (String store : new String[] {"POSTGRES", "RABBITMQ", "MONGODB", "VAULT"}) {
            variables.put("ACTIVATE_PORT_" + store, Integer.toString(FreePort.find()));
        }
        for (String store : started) {
            variables.putAll(real(store, System.getenv()));
        }
        settings = new Settings(folder, variables);
        home().prepare();
        var keys = keys();
        stores =
                Arrays.stream(Store.values())
                        .map(store -> store.open(settings, Clock.systemUTC()))
                        .toList();
        environment = new ServiceEnvironment(settings, keys, stores);
        supervisor = new Supervisor(Clock.systemUTC(), new SecureRandom(), _ -> {});
        List<Part> parts =
                stores.stream()
                        .map(Store.Opened::part)
                        .filter(part -> List.of(started).contains(part.name()))
                        .toList();
        assertThat(parts).hasSameSizeAs(started);
        supervisor.addStage(parts);
        try {
            supervisor.start();
        } catch (RuntimeException e) {
            supervisor.stop();
            throw e;
        }
    }

    private ServiceKeys keys() throws IOException, GeneralSecurityException {
        var keys = new ServiceKeys(home());
        keys.ensure(
                Arrays.stream(Service.values())
                        .filter(service -> service != Service.INGRESS)
                        .map(Service::part)
                        .toList());
        return keys;
    }

    private static Map<String, String> real(String store, Map<String, String> given) {
        Map<String, String> variables = new HashMap<>();
        switch (store) {
            case "postgres" ->
                    TestPostgres.given()
                            .ifPresent(
                                    url -> variables.put("ACTIVATE_POSTGRES_URL", url.toString()));
            case "rabbitmq" -> {
                copy(given, "ACTIVATE_TEST_RABBITMQ_URL", variables, "ACTIVATE_RABBITMQ_URL");
                copy(
                        given,
                        "ACTIVATE_TEST_RABBITMQ_MANAGEMENT_URL",
                        variables,
                        "ACTIVATE_RABBITMQ_MANAGEMENT_URL");
            }
            case "mongodb" ->
                    copy(given, "ACTIVATE_TEST_MONGODB_URL", variables, "ACTIVATE_MONGODB_URL");
            case "vault" -> {
                copy(given, "ACTIVATE_TEST_VAULT_URL", variables, "ACTIVATE_VAULT_URL");
                copy(given, "VAULT_TOKEN", variables, "ACTIVATE_VAULT_TOKEN");
            }
            default -> throw new IllegalArgumentException("store=" + store);
        }
        return variables;
    }

    private static void copy(
            Map<String, String> from, String name, Map<String, String> to, String as) {
        if (from.containsKey(name)) {
            to.put(as, from.get(name));
        }
    }

    Home home() {
        return settings.home();
    }

    ServiceEnvironment environment() {
        return environment;
    }

    Intruder in(Service service) {
        return new Intruder(environment.of(service));
    }

    Intruder in(ServiceGrants grants) {
        return in(Service.of(grants.name()).orElseThrow());
    }

    boolean isReal(String store) {
        return Store.of(store).orElseThrow().url(settings).isPresent();
    }

    @Override
    public void close() {
        supervisor.stop();
    }
}
