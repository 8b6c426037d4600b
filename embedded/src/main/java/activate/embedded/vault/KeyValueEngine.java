package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.TreeSet;

/**
 * KV version 2, as far as anybody asks: the newest version of a secret is read and written, names
 * are listed, and a secret is forgotten as a whole. Older versions are not kept.
 */
final class KeyValueEngine {

    private final SealedFile file;
    private final InstantSource clock;

    KeyValueEngine(SealedFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * @param path below the mount
     */
    VaultAnswer answer(String method, String path, ObjectNode body) {
        String[] parts = path.split("/", 2);
        String name = parts.length > 1 ? parts[1] : "";
        return switch (method + " " + parts[0]) {
            case "GET data" -> read(name);
            case "POST data", "PUT data" -> write(name, body);
            case "LIST metadata" -> list(name);
            case "DELETE metadata" -> {
                file.change(content -> secrets(content).remove(name) != null);
                yield VaultAnswer.nothing();
            }
            default -> throw VaultRefusal.unsupported();
        };
    }

    private VaultAnswer read(String name) {
        return file.read(
                content -> {
                    JsonNode secret = secrets(content).path(name);
                    String number = secret.path("current").asText();
                    JsonNode version = secret.path("versions").path(number);
                    if (!version.path("data").isObject()) {
                        throw VaultRefusal.notFound();
                    }
                    ObjectNode data = JsonNodeFactory.instance.objectNode();
                    data.set("data", version.path("data").deepCopy());
                    data.set("metadata", metadata(version, number));
                    return VaultAnswer.data(data);
                });
    }

    private VaultAnswer write(String name, ObjectNode body) {
        if (name.isEmpty() || !(body.path("data") instanceof ObjectNode data)) {
            throw VaultRefusal.invalid("no data provided");
        }
        return file.change(
                content -> {
                    ObjectNode secret = secrets(content).withObjectProperty(name);
                    int next = secret.path("current").asInt() + 1;
                    String number = Integer.toString(next);
                    secret.put("current", next);
                    ObjectNode version = secret.putObject("versions").putObject(number);
                    version.set("data", data.deepCopy());
                    version.put("created_time", clock.instant().toString());
                    return VaultAnswer.data(metadata(version, number));
                });
    }

    private VaultAnswer list(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        var names = new TreeSet<String>();
        file.read(
                content -> {
                    for (var secret : secrets(content).properties()) {
                        if (secret.getKey().startsWith(prefix)) {
                            // What lies deeper is shown as a folder.
                            String rest = secret.getKey().substring(prefix.length());
                            int slash = rest.indexOf('/');
                            names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
                        }
                    }
                    return true;
                });
        if (names.isEmpty()) {
            throw VaultRefusal.notFound();
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        var keys = data.putArray("keys");
        names.forEach(keys::add);
        return VaultAnswer.data(data);
    }

    private static ObjectNode secrets(ObjectNode content) {
        return content.withObjectProperty("kv");
    }

    private static ObjectNode metadata(JsonNode version, String number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("created_time", version.path("created_time").asText())
                .put("deletion_time", "")
                .put("destroyed", false)
                .put("version", Integer.parseInt(number));
    }
}
