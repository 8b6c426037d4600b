package activate.embedded.vault;

import activate.embedded.grant.VaultPolicy;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leads a call to its engine, after the seal, the token and its policy. */
final class VaultServer {

    private static final String KV = "secret/";
    private static final int TTL_SECONDS = 768 * 3600;
    private static final String VERSION = "1.14.1+activate.standin";

    private final KeyValueEngine keyValue;
    private final String unsealKey;
    private final Map<String, Optional<VaultPolicy>> tokens;
    private volatile boolean sealed;

    /**
     * @param tokens and the policy of each; without one it may do everything
     */
    VaultServer(
            SealedFile file,
            InstantSource clock,
            String unsealKey,
            Map<String, Optional<VaultPolicy>> tokens) {
        this.keyValue = new KeyValueEngine(file, clock);
        this.unsealKey = unsealKey;
        this.tokens = Map.copyOf(tokens);
    }

    /**
     * @throws VaultRefusal when it is not to be
     */
    VaultAnswer answer(VaultRequest request, @Nullable String token) {
        return switch (request.path()) {
            case "sys/health" -> health();
            case "sys/unseal" -> unseal(request);
            default -> authenticated(request, token);
        };
    }

    private VaultAnswer authenticated(VaultRequest request, @Nullable String token) {
        if (sealed) {
            throw new VaultRefusal(503, "Vault is sealed");
        }
        Optional<VaultPolicy> policy = policy(token);
        switch (request.path()) {
            // What the policy "default" gives every token.
            case "auth/token/lookup-self" -> {
                return VaultAnswer.data(description(policy));
            }
            case "auth/token/renew-self" -> {
                return VaultAnswer.auth(renewal(policy));
            }
            default -> {
                if (policy.isPresent() && !request.isAllowedBy(policy.get())) {
                    throw new VaultRefusal(403, "1 error occurred:\n\t* permission denied\n\n");
                }
                return permitted(request);
            }
        }
    }

    private VaultAnswer permitted(VaultRequest request) {
        if (request.path().startsWith(KV)) {
            return keyValue.answer(
                    request.method(), request.path().substring(KV.length()), request.body());
        }
        if (request.path().equals("sys/seal")) {
            sealed = true;
            return VaultAnswer.nothing();
        }
        throw new VaultRefusal(
                404, "no handler for route \"" + request.path() + "\". route entry not found.");
    }

    private VaultAnswer health() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("initialized", true).put("sealed", sealed).put("standby", false);
        body.put("version", VERSION).put("cluster_name", "activate-standalone");
        return new VaultAnswer(sealed ? 503 : 200, body);
    }

    private VaultAnswer unseal(VaultRequest request) {
        if (!request.isWrite()) {
            throw VaultRefusal.unsupported();
        }
        if (!same(request.body().path("key").asText(), unsealKey)) {
            throw VaultRefusal.invalid("invalid key: message authentication failed");
        }
        sealed = false;
        return new VaultAnswer(
                200, JsonNodeFactory.instance.objectNode().put("sealed", false).put("t", 1));
    }

    private static ObjectNode description(Optional<VaultPolicy> policy) {
        int ttl = policy.isPresent() ? TTL_SECONDS : 0;
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("type", "service").put("orphan", true).put("renewable", policy.isPresent());
        data.put("ttl", ttl).put("creation_ttl", ttl).put("num_uses", 0);
        addPolicies(data, "policies", policy);
        return data;
    }

    private static ObjectNode renewal(Optional<VaultPolicy> policy) {
        if (policy.isEmpty()) {
            throw VaultRefusal.invalid("lease is not renewable");
        }
        ObjectNode auth = JsonNodeFactory.instance.objectNode();
        auth.put("client_token", "").put("lease_duration", TTL_SECONDS).put("renewable", true);
        auth.put("token_type", "service").put("orphan", true).putObject("metadata");
        addPolicies(auth, "policies", policy);
        addPolicies(auth, "token_policies", policy);
        return auth;
    }

    private static void addPolicies(ObjectNode to, String field, Optional<VaultPolicy> policy) {
        var names = to.putArray(field);
        policy.ifPresent(_ -> names.add("default"));
        names.add(policy.map(VaultPolicy::name).orElse("root"));
    }

    /** Looks at every token, so that the time tells nothing about any. */
    private Optional<VaultPolicy> policy(@Nullable String token) {
        String found = "";
        for (String known : tokens.keySet()) {
            found = same(token, known) ? known : found;
        }
        return Optional.ofNullable(tokens.get(found))
                .orElseThrow(() -> new VaultRefusal(403, "permission denied"));
    }

    private static boolean same(@Nullable String given, String expected) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        expected.getBytes(StandardCharsets.UTF_8));
    }
}
