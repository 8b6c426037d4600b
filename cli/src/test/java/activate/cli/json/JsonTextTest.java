package activate.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ] ",
                "null",
                "true",
                "\"\"",
                "{\"a\":{\"b\":[1,-2,{\"c\":null}]},\"d\":[[],[false,true]],\"\":\"\"}",
                "[0,2147483647,2147483648,-9223372036854775808,9223372036854775808]",
                "[0.5,-1e3,1E400,3.141592653589793]",
                "\"\\u00e4\\n\\\"\\\\ ä 🔑\"",
                "{\"a\":1,\"a\":2}",
                "",
                " "
            })
    void treeIsThatOfTheMapper(String text) throws IOException {
        assertThat(JsonText.read(text)).isEqualTo(new ObjectMapper().readTree(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1", "{\"a\"}", "{\"a\":}", "[1,]", "nul", "<html>", "]", "}"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void nestingHasAnEnd() {
        assertThatThrownBy(() -> JsonText.read("[".repeat(100_000)))
                .isInstanceOf(IOException.class);
    }
}
