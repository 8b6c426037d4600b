package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes a call to its engine, after the seal, the token and its policy. */
final class VaultServer {

    private static final String KV = "secret/";
    private static final String TRANSIT = "transit/";
    private static final int TTL_SECONDS = 768 * 3600;
    private static final String VERSION = "1.14.1+activate.standin";

    private final KeyValueEngine keyValue;
    private final TransitEngine transit;
    private final String unsealKey;
    private final Map<String, VaultIdentity> tokens;
    private volatile boolean sealed;

    VaultServer(
            SealedFile file,
            InstantSource clock,
            String unsealKey,
            Map<String, VaultIdentity> tokens) {
        this.keyValue = new KeyValueEngine(file, clock);
        this.transit = new TransitEngine(file, clock);
        this.unsealKey = unsealKey;
        this.tokens = Map.copyOf(tokens);
    }

    VaultAnswer answer(VaultRequest request, @Nullable String token) {
        try {
            return switch (request.path()) {
                case "sys/health" -> health();
                case "sys/seal-status" -> VaultAnswer.raw(200, sealStatus());
                case "sys/unseal" -> unseal(request);
                default -> authenticated(request, token);
            };
        } catch (VaultRefusal refusal) {
            return VaultAnswer.error(refusal);
        }
    }

    private VaultAnswer authenticated(VaultRequest request, @Nullable String token) {
        if (sealed) {
            throw VaultRefusal.sealed();
        }
        VaultIdentity identity = identity(token);
        switch (request.path()) {
            // What the policy "default" gives every token.
            case "auth/token/lookup-self" -> {
                return VaultAnswer.data(token(identity));
            }
            case "auth/token/renew-self" -> {
                return VaultAnswer.auth(renewal(identity));
            }
            default -> {
                if (!identity.may(request)) {
                    throw VaultRefusal.notAllowed();
                }
                return permitted(request);
            }
        }
    }

    private VaultAnswer permitted(VaultRequest request) {
        if (request.path().startsWith(KV)) {
            return keyValue.answer(request.below(KV));
        }
        if (request.path().startsWith(TRANSIT)) {
            return transit.answer(request.below(TRANSIT));
        }
        return switch (request.path()) {
            case "sys/seal" -> {
                sealed = true;
                yield VaultAnswer.nothing();
            }
            case "sys/mounts" -> mounts();
            default ->
                    throw VaultRefusal.notFound(
                            "no handler for route \""
                                    + request.path()
                                    + "\". route entry not found.");
        };
    }

    private VaultAnswer health() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("initialized", true).put("sealed", sealed).put("standby", false);
        body.put("performance_standby", false)
                .put("version", VERSION)
                .put("cluster_name", "activate-standalone");
        return VaultAnswer.raw(sealed ? 503 : 200, body);
    }

    private VaultAnswer unseal(VaultRequest request) {
        if (!request.isWrite()) {
            throw VaultRefusal.unsupported();
        }
        if (!same(request.body().path("key").asText(), unsealKey)) {
            throw VaultRefusal.invalid("invalid key: message authentication failed");
        }
        sealed = false;
        return VaultAnswer.raw(200, sealStatus());
    }

    private ObjectNode sealStatus() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "shamir").put("initialized", true).put("sealed", sealed);
        body.put("t", 1)
                .put("n", 1)
                .put("progress", 0)
                .put("version", VERSION)
                .put("storage_type", "file");
        return body;
    }

    private static VaultAnswer mounts() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode kv = data.putObject(KV).put("type", "kv");
        kv.putObject("options").put("version", "2");
        data.putObject(TRANSIT).put("type", "transit");
        return VaultAnswer.data(data);
    }

    private static ObjectNode token(VaultIdentity identity) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        int ttl = identity.isRoot() ? 0 : TTL_SECONDS;
        data.put("display_name", identity.name()).put("type", "service").put("orphan", true);
        data.put("ttl", ttl).put("creation_ttl", ttl);
        data.put("renewable", !identity.isRoot())
                .put("path", "auth/token/create")
                .put("num_uses", 0);
        data.set("policies", policies(identity));
        return data;
    }

    private static ObjectNode renewal(VaultIdentity identity) {
        if (identity.isRoot()) {
            throw VaultRefusal.invalid("lease is not renewable");
        }
        ObjectNode auth = JsonNodeFactory.instance.objectNode();
        auth.put("client_token", "")
                .put("accessor", "")
                .put("lease_duration", TTL_SECONDS)
                .put("renewable", true);
        auth.put("token_type", "service").put("orphan", true).putObject("metadata");
        auth.set("policies", policies(identity));
        auth.set("token_policies", policies(identity));
        return auth;
    }

    private static JsonNode policies(VaultIdentity identity) {
        var array = JsonNodeFactory.instance.arrayNode();
        if (!identity.isRoot()) {
            array.add("default");
        }
        return array.add(identity.name());
    }

    /** Looks at every token, so that the time tells nothing about any. */
    private VaultIdentity identity(@Nullable String token) {
        VaultIdentity found = null;
        for (var entry : tokens.entrySet()) {
            if (same(token, entry.getKey())) {
                found = entry.getValue();
            }
        }
        if (found == null) {
            throw VaultRefusal.badToken();
        }
        return found;
    }

    private static boolean same(@Nullable String given, String expected) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        expected.getBytes(StandardCharsets.UTF_8));
    }
}
