package activate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypeTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "string; {'type':'string'}",
                "integer?; {'type':'integer','nullable':true}",
                "date-time; {'type':'string','format':'date-time'}",
                "any; {}",
                "NodeToken*; {'$ref':'NodeToken'}",
                "NodeToken[]?; {'type':'array','items':{'$ref':'NodeToken'},'nullable':true}",
                "enum(asc|desc); {'type':'string','enum':['asc','desc']}",
                "map<any>; {'type':'object','additionalProperties':{}}",
                "(A|B)*; {'anyOf':[{'$ref':'A'},{'$ref':'B'}]}",
                "(A|string)[]; {'type':'array','items':{'anyOf':[{'$ref':'A'},{'type':'string'}]}}"
            })
    void theShortFormIsASchema(String text, String schema) {
        assertThat(TypeText.schema(text)).hasToString(schema.replace('\'', '"'));
    }
}
