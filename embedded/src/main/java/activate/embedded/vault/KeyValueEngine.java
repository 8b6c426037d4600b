package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** KV version 2 under one mount: versions, check-and-set, metadata, soft deletion. */
final class KeyValueEngine {

    private static final int DEFAULT_MAX_VERSIONS = 10;

    private final SealedFile file;
    private final InstantSource clock;

    KeyValueEngine(SealedFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    VaultAnswer answer(VaultRequest request) {
        String[] parts = request.path().split("/", 2);
        String path = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "data" -> data(request, path);
            case "metadata" -> metadata(request, path);
            case "delete" ->
                    versions(request, path, version -> version.put("deletion_time", now()));
            case "undelete" -> versions(request, path, version -> version.put("deletion_time", ""));
            case "destroy" ->
                    versions(
                            request,
                            path,
                            version -> {
                                version.put("destroyed", true);
                                version.remove("data");
                            });
            case "config" -> config();
            default -> throw VaultRefusal.notFound();
        };
    }

    private VaultAnswer data(VaultRequest request, String path) {
        if (path.isEmpty()) {
            throw VaultRefusal.notFound();
        }
        return switch (request.method()) {
            case "GET" -> read(path, request.query().get("version"));
            case "POST", "PUT" -> write(path, request.body());
            case "DELETE" -> {
                file.change(
                        content -> {
                            JsonNode secret = secrets(content).path(path);
                            JsonNode current =
                                    secret.path("versions").path(secret.path("current").asText());
                            if (current instanceof ObjectNode version) {
                                version.put("deletion_time", now());
                            }
                            return true;
                        });
                yield VaultAnswer.nothing();
            }
            default -> throw VaultRefusal.unsupported();
        };
    }

    private VaultAnswer read(String path, @Nullable String asked) {
        return file.read(
                content -> {
                    JsonNode secret = secrets(content).path(path);
                    String number =
                            asked == null || asked.equals("0")
                                    ? secret.path("current").asText()
                                    : asked;
                    JsonNode version = secret.path("versions").path(number);
                    if (version.isMissingNode()) {
                        throw VaultRefusal.notFound();
                    }
                    ObjectNode data = JsonNodeFactory.instance.objectNode();
                    boolean gone =
                            version.path("destroyed").asBoolean()
                                    || !version.path("deletion_time").asText().isEmpty();
                    data.set(
                            "data",
                            gone
                                    ? JsonNodeFactory.instance.nullNode()
                                    : version.path("data").deepCopy());
                    data.set("metadata", versionMetadata(secret, version, number));
                    return gone ? VaultAnswer.gone(data) : VaultAnswer.data(data);
                });
    }

    private VaultAnswer write(String path, ObjectNode body) {
        if (!(body.path("data") instanceof ObjectNode data)) {
            throw VaultRefusal.invalid("no data provided");
        }
        return file.change(
                content -> {
                    ObjectNode secret = secret(secrets(content), path);
                    int current = secret.path("current").asInt();
                    JsonNode expected = body.path("options").path("cas");
                    if (expected.isMissingNode() && secret.path("cas_required").asBoolean()) {
                        throw VaultRefusal.invalid(
                                "check-and-set parameter required for this call");
                    }
                    if (!expected.isMissingNode() && expected.asInt() != current) {
                        throw VaultRefusal.invalid(
                                "check-and-set parameter did not match the current version");
                    }
                    String number = Integer.toString(current + 1);
                    ObjectNode version = secret.withObjectProperty("versions").putObject(number);
                    version.set("data", data.deepCopy());
                    version.put("created_time", now())
                            .put("deletion_time", "")
                            .put("destroyed", false);
                    secret.put("current", current + 1).put("updated_time", now());
                    forgetOldest(secret);
                    return VaultAnswer.data(versionMetadata(secret, version, number));
                });
    }

    private VaultAnswer metadata(VaultRequest request, String path) {
        return switch (request.method()) {
            case "LIST" -> list(path);
            case "GET" ->
                    file.read(
                            content ->
                                    VaultAnswer.data(wholeMetadata(secrets(content).path(path))));
            case "POST", "PUT" -> {
                file.change(
                        content -> {
                            ObjectNode secret = secret(secrets(content), path);
                            for (String field :
                                    new String[] {
                                        "max_versions",
                                        "cas_required",
                                        "custom_metadata",
                                        "delete_version_after"
                                    }) {
                                if (request.body().has(field)) {
                                    secret.set(field, request.body().get(field));
                                }
                            }
                            forgetOldest(secret);
                            return true;
                        });
                yield VaultAnswer.nothing();
            }
            case "DELETE" -> {
                file.change(content -> secrets(content).remove(path) != null);
                yield VaultAnswer.nothing();
            }
            default -> throw VaultRefusal.unsupported();
        };
    }

    private VaultAnswer list(String path) {
        String prefix = path.isEmpty() ? "" : path + "/";
        var names = new TreeSet<String>();
        file.read(
                content -> {
                    secrets(content)
                            .fieldNames()
                            .forEachRemaining(
                                    name -> {
                                        if (name.startsWith(prefix)) {
                                            String rest = name.substring(prefix.length());
                                            int slash = rest.indexOf('/');
                                            names.add(
                                                    slash < 0
                                                            ? rest
                                                            : rest.substring(0, slash + 1));
                                        }
                                    });
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

    private VaultAnswer versions(VaultRequest request, String path, Consumer<ObjectNode> change) {
        if (!request.isWrite()) {
            throw VaultRefusal.unsupported();
        }
        if (request.body().path("versions").isEmpty()) {
            throw VaultRefusal.invalid("No version number provided");
        }
        file.change(
                content -> {
                    for (JsonNode number : request.body().path("versions")) {
                        JsonNode version =
                                secrets(content).path(path).path("versions").path(number.asText());
                        if (version instanceof ObjectNode found) {
                            change.accept(found);
                        }
                    }
                    return true;
                });
        return VaultAnswer.nothing();
    }

    private static VaultAnswer config() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("cas_required", false).put("delete_version_after", "0s").put("max_versions", 0);
        return VaultAnswer.data(data);
    }

    private static ObjectNode secrets(ObjectNode content) {
        return content.withObjectProperty("kv");
    }

    private ObjectNode secret(ObjectNode secrets, String path) {
        if (secrets.path(path) instanceof ObjectNode known) {
            return known;
        }
        ObjectNode made = secrets.putObject(path);
        made.put("current", 0).put("max_versions", 0).put("cas_required", false);
        made.put("created_time", now())
                .put("updated_time", now())
                .put("delete_version_after", "0s");
        made.putNull("custom_metadata");
        made.putObject("versions");
        return made;
    }

    private static void forgetOldest(ObjectNode secret) {
        int allowed = secret.path("max_versions").asInt();
        int oldest =
                secret.path("current").asInt() - (allowed > 0 ? allowed : DEFAULT_MAX_VERSIONS);
        ObjectNode versions = secret.withObjectProperty("versions");
        for (int number = oldest; number > 0 && versions.has(Integer.toString(number)); number--) {
            versions.remove(Integer.toString(number));
        }
    }

    private static ObjectNode versionMetadata(JsonNode secret, JsonNode version, String number) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.set("created_time", version.path("created_time"));
        metadata.set("custom_metadata", secret.path("custom_metadata"));
        metadata.set("deletion_time", version.path("deletion_time"));
        metadata.set("destroyed", version.path("destroyed"));
        metadata.put("version", Integer.parseInt(number));
        return metadata;
    }

    private static ObjectNode wholeMetadata(JsonNode secret) {
        if (secret.isMissingNode()) {
            throw VaultRefusal.notFound();
        }
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        for (String field :
                new String[] {
                    "cas_required",
                    "created_time",
                    "custom_metadata",
                    "delete_version_after",
                    "max_versions",
                    "updated_time"
                }) {
            metadata.set(field, secret.path(field));
        }
        metadata.put("current_version", secret.path("current").asInt());
        ObjectNode versions = metadata.putObject("versions");
        int oldest = 0;
        for (var entry : secret.path("versions").properties()) {
            ObjectNode version = entry.getValue().deepCopy();
            version.remove("data");
            versions.set(entry.getKey(), version);
            int number = Integer.parseInt(entry.getKey());
            oldest = oldest == 0 ? number : Math.min(oldest, number);
        }
        metadata.put("oldest_version", oldest);
        return metadata;
    }

    private String now() {
        return clock.instant().toString();
    }
}
