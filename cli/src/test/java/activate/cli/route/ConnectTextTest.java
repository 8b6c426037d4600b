package activate.cli.route;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.connect.ConnectMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConnectTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID ID = UUID.fromString("0192f000-0000-7000-8000-000000000001");

    private static JsonNode tree(ConnectMessage message) throws IOException {
        return JSON.readTree(JSON.writeValueAsString(message));
    }

    @Test
    void textIsThatOfTheSharedRecords() throws IOException {
        assertThat(JSON.readTree(ConnectText.open(ID)))
                .isEqualTo(tree(new ConnectMessage.Open(1, ID.toString(), 0)));
        assertThat(JSON.readTree(ConnectText.end(1L << 40)))
                .isEqualTo(tree(new ConnectMessage.End(1L << 40)));
    }

    @Test
    void typesAreThoseOfTheSharedRecords() throws IOException {
        assertThat(tree(new ConnectMessage.Opened(1, "s", 0, "tunnel", "n")).get("type").asText())
                .isEqualTo(ConnectText.OPENED);
        assertThat(tree(new ConnectMessage.End(0)).get("type").asText()).isEqualTo(ConnectText.END);
        assertThat(tree(new ConnectMessage.Failed("c", "m")).get("type").asText())
                .isEqualTo(ConnectText.FAILED);
    }
}
