package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Status and body as the real server gives them. */
record VaultAnswer(int status, @Nullable JsonNode body) {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    static VaultAnswer data(JsonNode data) {
        return new VaultAnswer(OK, envelope().set("data", data));
    }

    static VaultAnswer auth(ObjectNode auth) {
        ObjectNode body = envelope();
        body.putNull("data");
        body.set("auth", auth);
        return new VaultAnswer(OK, body);
    }

    static VaultAnswer nothing() {
        return new VaultAnswer(NO_CONTENT, null);
    }

    static VaultAnswer error(VaultRefusal refusal) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        refusal.errors().forEach(body.putArray("errors")::add);
        return new VaultAnswer(refusal.status(), body);
    }

    private static ObjectNode envelope() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("request_id", UUID.randomUUID().toString());
        body.put("lease_id", "");
        body.put("renewable", false);
        body.put("lease_duration", 0);
        body.putNull("wrap_info");
        body.putNull("warnings");
        body.putNull("auth");
        return body;
    }
}
