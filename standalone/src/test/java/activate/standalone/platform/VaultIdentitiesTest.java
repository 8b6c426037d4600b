package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.grant.SecretFolder;
import activate.embedded.grant.ServiceGrants;
import activate.standalone.service.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the token of one service everything of the others in Vault is refused, the key that signs
 * user tokens above all, and its own works.
 */
@SuppressWarnings("NullAway.Init")
final class VaultIdentitiesTest {

    private static final int REFUSED = 403;
    private static final String SIGNING_KEY = "activate/legacy-api/user-token-keys/kid";

    @TempDir static Path folder;

    private static RunningStores stores;

    @BeforeAll
    static void start() throws Exception {
        stores = new RunningStores(folder, "vault");
        // Given the key that signs user tokens
        assertThat(
                        stores.in(Service.LEGACY_API)
                                .vault(
                                        "POST",
                                        "secret/data/" + SIGNING_KEY,
                                        "{\"data\":{\"jwk\":\"private\"}}")
                                .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    static Stream<ServiceGrants> services() {
        return ServiceGrants.all().stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void itsOwnWorks(ServiceGrants grants) throws Exception {
        Intruder own = stores.in(grants);
        assertThat(own.vault("GET", "auth/token/lookup-self", "").status()).isEqualTo(200);
        assertThat(own.vault("POST", "auth/token/renew-self", "").status()).isEqualTo(200);
        for (SecretFolder secrets : grants.secrets()) {
            String path = secrets.path() + "/mine";
            if (secrets.access() == SecretFolder.Access.WRITE) {
                for (int i = 0; i < 2; i++) {
                    assertThat(
                                    own.vault("POST", "secret/data/" + path, "{\"data\":{\"a\":1}}")
                                            .status())
                            .isEqualTo(200);
                }
                assertThat(own.vault("GET", "secret/data/" + path, "").status()).isEqualTo(200);
            }
            assertThat(own.vault("GET", "secret/data/" + secrets.path() + "/none", "").status())
                    .isEqualTo(404);
            assertThat(own.vault("LIST", "secret/metadata/" + secrets.path(), "").status())
                    .isIn(200, 404);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void secretsOfOthersAreRefused(ServiceGrants grants) throws Exception {
        Intruder intruder = stores.in(grants);
        List<String> folders = new ArrayList<>(List.of("activate", "other"));
        for (ServiceGrants other : ServiceGrants.all()) {
            if (!other.equals(grants)) {
                other.secrets().forEach(secrets -> folders.add(secrets.path()));
            }
        }
        for (String path : folders) {
            for (String[] call :
                    new String[][] {
                        {"GET", "secret/data/" + path + "/x"},
                        {"POST", "secret/data/" + path + "/x"},
                        {"DELETE", "secret/data/" + path + "/x"},
                        {"GET", "secret/metadata/" + path + "/x"},
                        {"POST", "secret/metadata/" + path + "/x"},
                        {"DELETE", "secret/metadata/" + path + "/x"},
                        {"LIST", "secret/metadata/" + path},
                        {"GET", "secret/metadata/" + path + "?list=true"},
                        {"POST", "secret/destroy/" + path + "/x"},
                        {"POST", "secret/undelete/" + path + "/x"}
                    }) {
                assertThat(
                                intruder.vault(call[0], call[1], "{\"data\":{},\"versions\":[1]}")
                                        .status())
                        .as("%s %s", call[0], call[1])
                        .isEqualTo(REFUSED);
            }
        }
        for (String call :
                new String[] {
                    "GET sys/mounts",
                    "POST sys/mounts/mine",
                    "GET sys/policies/acl/" + grants.name(),
                    "POST sys/policies/acl/" + grants.name(),
                    "POST auth/token/create",
                    "LIST auth/token/accessors",
                    "PUT sys/seal",
                    "POST transit/encrypt/any",
                    "POST transit/keys/any",
                    "GET secret/config",
                    "GET sys/raw/logical",
                    "POST sys/wrapping/unwrap"
                }) {
            String[] words = call.split(" ", 2);
            assertThat(intruder.vault(words[0], words[1], "{}").status())
                    .as(call)
                    .isIn(REFUSED, 400);
        }
    }

    @Test
    void nobodyElseReadsTheKeyThatSignsUserTokens() throws Exception {
        for (ServiceGrants grants : ServiceGrants.all()) {
            if (grants.name().equals("legacy-api")) {
                continue;
            }
            Intruder intruder = stores.in(grants);
            List<String> ways =
                    new ArrayList<>(
                            List.of(
                                    "secret/data/" + SIGNING_KEY,
                                    "secret//data/" + SIGNING_KEY,
                                    "secret/data//" + SIGNING_KEY,
                                    "secret/data/" + SIGNING_KEY + "?version=1",
                                    "secret/data/%61ctivate/legacy-api/user-token-keys/kid"));
            for (SecretFolder own : grants.secrets()) {
                String up = own.path().contains("/") ? "/../../" : "/../";
                ways.add("secret/data/" + own.path() + up + SIGNING_KEY);
                ways.add("secret/data/" + own.path() + up.replace("..", "%2e%2e") + SIGNING_KEY);
                ways.add("secret/data/" + own.path() + "%2f..%2f..%2f" + SIGNING_KEY);
            }
            for (String way : ways) {
                Intruder.Answer answer = intruder.vault("GET", way, "");
                assertThat(answer.status()).as("%s %s", grants.name(), way).isBetween(300, 404);
                assertThat(answer.body()).doesNotContain("private");
            }
        }
    }
}
