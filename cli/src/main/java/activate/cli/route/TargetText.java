package activate.cli.route;

import activate.messages.hub.SshTarget;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@link SshTarget} out of the platform's answer. Each ssh waits for it, and to bind JSON to
 * records takes a part of a start that is felt.
 */
final class TargetText {
    private TargetText() {}

    /** What is missing, or of another type, is empty: whoever needs it says so. */
    static SshTarget read(JsonNode said) {
        List<String> hostKeys = new ArrayList<>();
        said.path("hostKeys").forEach(key -> hostKeys.add(key.asText("")));
        List<SshTarget.Address> direct = new ArrayList<>();
        for (JsonNode address : said.path("direct")) {
            direct.add(
                    new SshTarget.Address(
                            address.path("host").asText(""), address.path("port").asInt(0)));
        }
        return new SshTarget(
                said.path("cluster").asText(""),
                said.path("clusterId").asText(""),
                said.path("node").asText(""),
                said.path("user").asText(""),
                said.path("port").asInt(0),
                said.path("hostKeyAlias").asText(""),
                hostKeys,
                direct,
                said.path("peered").asBoolean(false),
                said.path("tunnel").asBoolean(false),
                said.path("online").asBoolean(false));
    }
}
