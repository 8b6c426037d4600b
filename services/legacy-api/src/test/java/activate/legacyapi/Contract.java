package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.contract.ApiContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Holds answers against schemas of the public contract, also those of operations that the contract
 * has not. Answers of its own operations are held against it without being asked.
 */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiContract CONTRACT = ApiContract.read();

    private Contract() {}

    /** Fails unless the answer is a 200 with a body of this schema. */
    static void check(String schema, Response answer) {
        assertThat(CONTRACT.schemas().faults(schema, body(answer))).as("%s", schema).isEmpty();
    }

    /** Fails unless the answer is a 200 with a list of such bodies, and not an empty one. */
    static void checkEach(String schema, Response answer) {
        JsonNode list = body(answer);
        assertThat(list.isArray() && !list.isEmpty()).as("a list with something").isTrue();
        assertThat(CONTRACT.schemas().faults(schema + "[]", list)).as("%s", schema).isEmpty();
    }

    private static JsonNode body(Response answer) {
        String text = answer.body().asString();
        assertThat(answer.statusCode()).as(text).isEqualTo(200);
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
