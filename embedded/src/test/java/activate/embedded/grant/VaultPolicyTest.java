package activate.embedded.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token is let do in Vault. */
final class VaultPolicyTest {

    private final VaultPolicy policy =
            VaultPolicy.of(
                    "one",
                    List.of(
                            new SecretFolder("read/only", SecretFolder.Access.READ),
                            new SecretFolder("own", SecretFolder.Access.WRITE)));

    @Test
    void aFolderIsReadAndListedAndItsOwnerWritesIt() {
        assertThat(policy.allows("read", "secret/data/read/only/a")).isTrue();
        assertThat(policy.allows("list", "secret/metadata/read/only/")).isTrue();
        assertThat(policy.allows("update", "secret/data/read/only/a")).isFalse();
        assertThat(policy.allows("create", "secret/data/own/a/b")).isTrue();
        assertThat(policy.allows("delete", "secret/data/own/a")).isFalse();
    }

    @Test
    void inTheFolderOfVariablesAloneLegacyApiDeletes() {
        VaultPolicy legacyApi = ServiceGrants.of("legacy-api").orElseThrow().policy();

        assertThat(legacyApi.allows("delete", "secret/metadata/activate/legacy-api/variables/a"))
                .isTrue();
        assertThat(legacyApi.allows("list", "secret/metadata/activate/legacy-api/variables/"))
                .isTrue();
        assertThat(
                        legacyApi.allows(
                                "delete", "secret/metadata/activate/legacy-api/user-token-keys/a"))
                .isFalse();
        assertThat(legacyApi.allows("delete", "secret/metadata/activate/legacy-api/variables"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret/data/other/a",
                "secret/data/own",
                "secret/data/ownership/a",
                "secret/data/own/../other/a",
                "secret/data/own/./a",
                "secret/data/own//a",
                "secret//data/own/a",
                "sys/seal"
            })
    void anythingElseIsRefusedHoweverItIsSpelt(String path) {
        assertThat(policy.allows("read", path)).isFalse();
    }

    @Test
    void theTextIsInTheLanguageOfVault() {
        assertThat(policy.hcl())
                .contains(
                        "path \"secret/data/own/*\" { capabilities = [\"create\", \"read\","
                                + " \"update\"] }\n",
                        "path \"secret/metadata/read/only/*\" { capabilities = [\"list\","
                                + " \"read\"] }\n");
        assertThat(VaultPolicy.of("none", List.of()).hcl()).isEqualTo("# nothing yet\n");
    }
}
