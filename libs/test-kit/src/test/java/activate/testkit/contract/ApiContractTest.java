package activate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ApiContractTest {
    private final ApiContract contract = ApiContract.read();

    @Test
    void anOperationHasWhatItsLineSays() {
        Operation users = contract.find("GET", "/api/users").orElseThrow();

        assertThat(users.key()).isEqualTo("GET /api/users");
        assertThat(users.group()).isEqualTo("users");
        assertThat(users.id()).isEqualTo("list_users");
        assertThat(users.status()).isEqualTo(200);
        assertThat(users.body()).isNull();
        assertThat(users.query().getFirst().name()).isEqualTo("limit");
        assertThat(users.query().getFirst().byDefault()).isEqualTo("50");
        assertThat(users.query())
                .extracting(Operation.Parameter::name)
                .contains("search", "sortDir");
    }

    @Test
    void namesOfParametersMakeNoDifference() {
        assertThat(contract.find("DELETE", "/api/apikeys/{whatever}"))
                .map(Operation::id)
                .hasValue("delete_apikey");
        assertThat(contract.find("PUT", "/api/apikeys/{name}")).isEmpty();
        assertThat(contract.find("GET", "/api/apikeys/{name}/more")).isEmpty();
    }

    @Test
    void aRequestIsForTheOperationWithTheFewestOpenPlaces() {
        assertThat(contract.of("GET", "/api/auth/whoami/organization"))
                .map(Operation::id)
                .hasValue("get_whoami_organization");
        assertThat(contract.of("GET", "/api/organizations/default/users/u/clusters/c%2Fd"))
                .map(Operation::id)
                .hasValue("get_cluster");
        assertThat(contract.of("GET", "/api/organizations/")).isEmpty();
    }

    @Test
    void answersAreNothingAnythingOrJson() {
        assertThat(contract.find("GET", "/api/ping").orElseThrow().answer())
                .isEqualTo(new Operation.Answer.Empty());
        assertThat(contract.find("GET", "/api/users/{u}/ssh-public-keys").orElseThrow().answer())
                .isEqualTo(new Operation.Answer.Raw());
        assertThat(contract.find("GET", "/api/auth/whoami").orElseThrow().answer())
                .isEqualTo(new Operation.Answer.Json(TypeText.schema("string")));
    }
}
