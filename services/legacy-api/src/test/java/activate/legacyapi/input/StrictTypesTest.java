package activate.legacyapi.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictTypesTest {
    private final ObjectMapper json = new ObjectMapper();

    StrictTypesTest() {
        new StrictTypes().customize(json);
    }

    private record Body(@Nullable String text, int number, @Nullable Long more, boolean flag) {}

    @Test
    void eachTypeIsTakenAsItself() throws JsonProcessingException {
        Body body = read("{'text':'1','number':2,'more':3,'flag':true}");

        assertThat(body).isEqualTo(new Body("1", 2, 3L, true));
    }

    @Test
    void whatMayBeAbsentMayBeNull() throws JsonProcessingException {
        assertThat(read("{'text':null,'number':0,'more':null,'flag':false}"))
                .isEqualTo(new Body(null, 0, null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':1}",
                "{'text':1.5}",
                "{'text':true}",
                "{'number':'1'}",
                "{'number':1.0}",
                "{'number':null}",
                "{'more':''}",
                "{'more':'1'}",
                "{'more':1.5}",
                "{'flag':'true'}",
                "{'flag':1}"
            })
    void noTypeIsTakenForAnother(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MismatchedInputException.class);
    }

    private Body read(String body) throws JsonProcessingException {
        return json.readValue(body.replace('\'', '"'), Body.class);
    }
}
