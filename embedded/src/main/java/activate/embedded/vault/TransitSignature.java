package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;

/**
 * Signatures with {@code vault:v<version>:<base64>} texts; the message is hashed here, not by the
 * caller.
 */
final class TransitSignature {

    private static final Map<String, Integer> HASH_BITS =
            Map.of("sha2-256", 256, "sha2-384", 384, "sha2-512", 512);
    private static final int BITS_PER_BYTE = 8;

    ObjectNode sign(ObjectNode key, JsonNode item, ObjectNode options, String hash)
            throws GeneralSecurityException {
        TransitKey type = signing(key);
        int version = options.path("key_version").asInt(key.path("latest").asInt());
        Signature signature = signature(type, options, hash);
        signature.initSign(type.privateKey(material(key, version)));
        signature.update(input(item, options));
        byte[] signed = signature.sign();
        String text =
                isJws(options)
                        ? Base64.getUrlEncoder().withoutPadding().encodeToString(signed)
                        : Base64.getEncoder().encodeToString(signed);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return answer.put("signature", "vault:v" + version + ":" + text)
                .put("key_version", version);
    }

    ObjectNode verify(ObjectNode key, JsonNode item, ObjectNode options, String hash)
            throws GeneralSecurityException {
        TransitKey type = signing(key);
        String[] parts = item.path("signature").asText().split(":", 3);
        if (parts.length != 3 || !parts[0].equals("vault") || !parts[1].matches("v[0-9]{1,9}")) {
            throw VaultRefusal.invalid("invalid signature: no prefix");
        }
        Signature signature = signature(type, options, hash);
        signature.initVerify(
                type.publicKey(material(key, Integer.parseInt(parts[1].substring(1)))));
        signature.update(input(item, options));
        return JsonNodeFactory.instance
                .objectNode()
                .put("valid", matches(signature, parts[2], isJws(options)));
    }

    private static boolean matches(Signature signature, String text, boolean jws) {
        try {
            return signature.verify(
                    (jws ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not even the shape of a signature.
            return false;
        }
    }

    private static byte[] input(JsonNode item, ObjectNode options) {
        if (options.path("prehashed").asBoolean()) {
            throw VaultRefusal.invalid("prehashed input is not supported by this stand-in");
        }
        return Base64.getDecoder().decode(item.path("input").asText());
    }

    private static TransitKey signing(ObjectNode key) {
        TransitKey type = TransitKey.of(key.path("type").asText()).orElseThrow();
        if (!type.signs()) {
            throw VaultRefusal.invalid("key type " + type.type() + " does not support signing");
        }
        return type;
    }

    private static JsonNode material(ObjectNode key, int version) {
        JsonNode material = key.path("versions").path(Integer.toString(version));
        if (material.isMissingNode()) {
            throw VaultRefusal.invalid("invalid key version");
        }
        return material;
    }

    private static boolean isJws(ObjectNode options) {
        return options.path("marshaling_algorithm").asText("asn1").equals("jws");
    }

    private static Signature signature(TransitKey type, ObjectNode options, String hash)
            throws GeneralSecurityException {
        Integer bits = HASH_BITS.get(hash);
        if (bits == null) {
            throw VaultRefusal.invalid("unsupported hash algorithm " + hash);
        }
        return switch (type.algorithm()) {
            case "Ed25519" -> Signature.getInstance("Ed25519");
            case "EC" ->
                    Signature.getInstance(
                            "SHA" + bits + "withECDSA" + (isJws(options) ? "inP1363Format" : ""));
            default -> rsa(options, bits);
        };
    }

    private static Signature rsa(ObjectNode options, int bits) throws GeneralSecurityException {
        if (options.path("signature_algorithm").asText("pss").equals("pkcs1v15")) {
            return Signature.getInstance("SHA" + bits + "withRSA");
        }
        Signature pss = Signature.getInstance("RSASSA-PSS");
        String digest = "SHA-" + bits;
        pss.setParameter(
                new PSSParameterSpec(
                        digest, "MGF1", new MGF1ParameterSpec(digest), bits / BITS_PER_BYTE, 1));
        return pss;
    }
}
