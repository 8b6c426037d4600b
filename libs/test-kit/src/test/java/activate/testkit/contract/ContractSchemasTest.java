package activate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ContractSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY =
            "{'created':'2026-01-02T03:04:05.678Z','id':'1','title':'t','type':'platform'%s}";

    private final ContractSchemas schemas = ApiContract.read().schemas();

    @Test
    void whatHasTheSchemaHasNoFaults() {
        assertThat(faults("APIKeyResponse", KEY.formatted(",'keyHint':'abc'"))).isEmpty();
        assertThat(faults("APIKeyResponse[]?", "[" + KEY.formatted("") + "]")).isEmpty();
        assertThat(faults("APIKeyResponse[]?", "null")).isEmpty();
    }

    @Test
    void aMissingMemberIsAFault() {
        assertThat(faults("APIKeyResponse", KEY.formatted("").replace("'id':'1',", "")))
                .singleElement()
                .asString()
                .contains("id");
    }

    @Test
    void nullInsteadOfAbsentIsAFault() {
        assertThat(faults("APIKeyResponse", KEY.formatted(",'allocation':null"))).hasSize(1);
    }

    @Test
    void nullIsTakenWhereTheContractAllowsIt() {
        assertThat(faults("RevokeLoginSessionOption", "{'includeResources':null}")).isEmpty();
        assertThat(faults("RevokeLoginSessionOption", "{}")).hasSize(1);
    }

    @Test
    void anotherWordTypeOrTimeIsAFault() {
        assertThat(faults("APIKeyResponse", KEY.formatted("").replace("'platform'", "'other'")))
                .hasSize(1);
        assertThat(faults("APIKeyResponse", KEY.formatted("").replace("'1'", "1"))).hasSize(1);
        assertThat(faults("APIKeyResponse", KEY.formatted("").replace("2026-", "in 2026-")))
                .hasSize(1);
    }

    @Test
    void aMemberThatTheContractHasNotIsAFaultUnlessItIsKnown() {
        String list = "[" + KEY.formatted(",'more':1") + "]";

        assertThat(faults("APIKeyResponse[]", list))
                .containsExactly("the contract has no member `[].more`");
        assertThat(
                        schemas.faults(
                                TypeText.schema("APIKeyResponse[]"), json(list), Set.of("[].more")))
                .isEmpty();
    }

    @Test
    void aMemberDeepInsideIsNamedByItsPath() {
        String page =
                "{'hasMore':false,'total':1,'events':[{'id':'1','type':'t','outcome':'success',"
                        + "'schemaVersion':1,'createdAt':'2026-01-02T03:04:05Z',"
                        + "'actor':{'type':'user','shoe':42}}]}";

        assertThat(faults("EventsPageBody", page))
                .containsExactly("the contract has no member `events[].actor.shoe`");
    }

    @Test
    void oneOfSeveralSchemasIsEnough() {
        assertThat(faults("(CreateExistingClusterBody|APIKeyResponse)", KEY.formatted("")))
                .isEmpty();
        assertThat(faults("(CreateExistingClusterBody|APIKeyResponse)", "{'name':1}")).isNotEmpty();
    }

    @Test
    void aSchemaThatTheContractHasNotIsAnError() {
        assertThatThrownBy(() -> faults("Nothing", "{}")).hasMessageContaining("Nothing");
    }

    private List<String> faults(String type, String value) {
        return schemas.faults(type, json(value));
    }

    private static JsonNode json(String value) {
        try {
            return JSON.readTree(value.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
