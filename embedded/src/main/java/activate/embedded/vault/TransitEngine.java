package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.TreeSet;

/** Encryption and signatures with keys that never leave the vault. */
final class TransitEngine {

    private final SealedFile file;
    private final InstantSource clock;
    private final TransitCipher cipher = new TransitCipher();
    private final TransitSignature signature = new TransitSignature();

    TransitEngine(SealedFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    VaultAnswer answer(VaultRequest request) {
        String[] parts = request.path().split("/", -1);
        if (parts[0].equals("keys")) {
            return keys(request, parts);
        }
        if (parts.length < 2 || !request.isWrite()) {
            throw VaultRefusal.unsupported();
        }
        String name = parts[parts[0].equals("datakey") ? parts.length - 1 : 1];
        if (parts[0].equals("encrypt") && !exists(name)) {
            // As the real server: encryption makes the key.
            create(name, TransitKey.AES_256);
        }
        return file.read(
                content -> {
                    ObjectNode key = key(content, name);
                    String hash =
                            parts.length > 2
                                    ? parts[2]
                                    : request.body().path("hash_algorithm").asText("sha2-256");
                    return switch (parts[0]) {
                        case "encrypt" -> batch(request.body(), item -> cipher.encrypt(key, item));
                        case "decrypt" -> batch(request.body(), item -> cipher.decrypt(key, item));
                        case "rewrap" -> batch(request.body(), item -> cipher.rewrap(key, item));
                        case "sign" ->
                                batch(
                                        request.body(),
                                        item -> signature.sign(key, item, request.body(), hash));
                        case "verify" ->
                                batch(
                                        request.body(),
                                        item -> signature.verify(key, item, request.body(), hash));
                        case "datakey" ->
                                VaultAnswer.data(dataKey(key, parts[1].equals("plaintext")));
                        default -> throw VaultRefusal.notFound();
                    };
                });
    }

    private interface Operation {
        ObjectNode on(JsonNode item) throws GeneralSecurityException;
    }

    /** One item in the body itself, or many in {@code batch_input}, where each fails for itself. */
    private static VaultAnswer batch(ObjectNode body, Operation operation) {
        if (!body.has("batch_input")) {
            return VaultAnswer.data(single(operation, body));
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        var results = data.putArray("batch_results");
        for (JsonNode item : body.path("batch_input")) {
            try {
                results.add(single(operation, item));
            } catch (VaultRefusal refusal) {
                results.addObject().put("error", refusal.text());
            }
        }
        return VaultAnswer.data(data);
    }

    private static ObjectNode single(Operation operation, JsonNode item) {
        try {
            return operation.on(item);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw VaultRefusal.invalid("invalid ciphertext: unable to decrypt");
        }
    }

    private VaultAnswer keys(VaultRequest request, String[] parts) {
        if (parts.length == 1) {
            return list(request);
        }
        String name = parts[1];
        if (parts.length == 2) {
            return switch (request.method()) {
                case "GET" ->
                        file.read(
                                content -> VaultAnswer.data(description(name, key(content, name))));
                case "POST", "PUT" -> {
                    String type = request.body().path("type").asText(TransitKey.AES_256.type());
                    create(
                            name,
                            TransitKey.of(type)
                                    .orElseThrow(
                                            () ->
                                                    VaultRefusal.invalid(
                                                            "unknown key type " + type)));
                    yield VaultAnswer.nothing();
                }
                case "DELETE" -> delete(name);
                default -> throw VaultRefusal.unsupported();
            };
        }
        if (!request.isWrite()) {
            throw VaultRefusal.unsupported();
        }
        return switch (parts[2]) {
            case "rotate" -> {
                file.change(content -> addVersion(key(content, name)));
                yield VaultAnswer.nothing();
            }
            case "config" -> configure(name, request.body());
            default -> throw VaultRefusal.notFound();
        };
    }

    private VaultAnswer list(VaultRequest request) {
        if (!request.method().equals("LIST")) {
            throw VaultRefusal.unsupported();
        }
        var names = new TreeSet<String>();
        file.read(
                content -> {
                    content.path("transit").fieldNames().forEachRemaining(names::add);
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

    private boolean exists(String name) {
        return file.read(content -> content.path("transit").has(name));
    }

    /** Harmless when the key exists, as in the real server. */
    private void create(String name, TransitKey type) {
        file.change(
                content -> {
                    ObjectNode keys = content.withObjectProperty("transit");
                    if (!keys.has(name)) {
                        ObjectNode key = keys.putObject(name);
                        key.put("type", type.type())
                                .put("latest", 0)
                                .put("min_decryption_version", 1);
                        key.put("min_encryption_version", 0).put("deletion_allowed", false);
                        addVersion(key);
                    }
                    return true;
                });
    }

    private boolean addVersion(ObjectNode key) {
        int next = key.path("latest").asInt() + 1;
        ObjectNode version = key.withObjectProperty("versions").putObject(Integer.toString(next));
        version.put("created", clock.instant().toString());
        try {
            TransitKey.of(key.path("type").asText()).orElseThrow().generateInto(version);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key generation failed", e);
        }
        key.put("latest", next);
        return true;
    }

    private VaultAnswer configure(String name, ObjectNode body) {
        file.change(
                content -> {
                    ObjectNode key = key(content, name);
                    int latest = key.path("latest").asInt();
                    if (body.path("min_decryption_version").asInt() > latest) {
                        throw VaultRefusal.invalid(
                                "cannot set min decryption version of "
                                        + body.path("min_decryption_version").asInt()
                                        + ", latest key version is "
                                        + latest);
                    }
                    for (String field :
                            new String[] {
                                "min_decryption_version",
                                "min_encryption_version",
                                "deletion_allowed"
                            }) {
                        if (body.has(field)) {
                            key.set(field, body.get(field));
                        }
                    }
                    return true;
                });
        return VaultAnswer.nothing();
    }

    private VaultAnswer delete(String name) {
        file.change(
                content -> {
                    if (!key(content, name).path("deletion_allowed").asBoolean()) {
                        throw VaultRefusal.invalid(
                                "error deleting policy "
                                        + name
                                        + ": deletion is not allowed for this key");
                    }
                    return content.withObjectProperty("transit").remove(name) != null;
                });
        return VaultAnswer.nothing();
    }

    private ObjectNode dataKey(ObjectNode key, boolean plaintext) {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        String text = Base64.getEncoder().encodeToString(fresh);
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("plaintext", text);
        ObjectNode answer = single(plain -> cipher.encrypt(key, plain), item);
        if (plaintext) {
            answer.put("plaintext", text);
        }
        return answer;
    }

    private static ObjectNode key(ObjectNode content, String name) {
        if (content.path("transit").path(name) instanceof ObjectNode key) {
            return key;
        }
        throw VaultRefusal.notFound();
    }

    private static ObjectNode description(String name, ObjectNode key) {
        TransitKey type = TransitKey.of(key.path("type").asText()).orElseThrow();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("name", name)
                .put("type", type.type())
                .put("latest_version", key.path("latest").asInt());
        data.set("min_decryption_version", key.path("min_decryption_version"));
        data.set("min_encryption_version", key.path("min_encryption_version"));
        data.set("deletion_allowed", key.path("deletion_allowed"));
        data.put("min_available_version", 0).put("exportable", false).put("derived", false);
        data.put("allow_plaintext_backup", false)
                .put("auto_rotate_period", 0)
                .put("imported_key", false);
        data.put("supports_encryption", type.encrypts())
                .put("supports_decryption", type.encrypts());
        data.put("supports_signing", type.signs()).put("supports_derivation", type.encrypts());
        ObjectNode keys = data.putObject("keys");
        for (var entry : key.path("versions").properties()) {
            JsonNode version = entry.getValue();
            if (type.encrypts()) {
                keys.put(
                        entry.getKey(),
                        java.time.Instant.parse(version.path("created").asText()).getEpochSecond());
            } else {
                ObjectNode shown = keys.putObject(entry.getKey());
                shown.set("creation_time", version.path("created"));
                shown.put("name", type.type()).put("public_key", type.publicText(version));
            }
        }
        return data;
    }
}
