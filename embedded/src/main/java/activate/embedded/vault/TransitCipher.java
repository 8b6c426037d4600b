package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with {@code vault:v<version>:<base64>} texts. */
final class TransitCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    ObjectNode encrypt(ObjectNode key, JsonNode item) throws GeneralSecurityException {
        requireEncryption(key);
        int version = item.path("key_version").asInt(key.path("latest").asInt());
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed =
                cipher(Cipher.ENCRYPT_MODE, key, version, nonce, item)
                        .doFinal(Base64.getDecoder().decode(item.path("plaintext").asText()));
        byte[] all =
                ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put(
                "ciphertext", "vault:v" + version + ":" + Base64.getEncoder().encodeToString(all));
        return answer.put("key_version", version);
    }

    ObjectNode decrypt(ObjectNode key, JsonNode item) throws GeneralSecurityException {
        requireEncryption(key);
        String[] parts = item.path("ciphertext").asText().split(":", 3);
        if (parts.length != 3 || !parts[0].equals("vault") || !parts[1].matches("v[0-9]{1,9}")) {
            throw VaultRefusal.invalid("invalid ciphertext: no prefix");
        }
        int version = Integer.parseInt(parts[1].substring(1));
        if (version < key.path("min_decryption_version").asInt()) {
            throw VaultRefusal.invalid(
                    "ciphertext or signature version is disallowed by policy (too old)");
        }
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
        if (bytes.remaining() < NONCE_BYTES) {
            throw VaultRefusal.invalid("invalid ciphertext: unable to decrypt");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        byte[] plain = cipher(Cipher.DECRYPT_MODE, key, version, nonce, item).doFinal(sealed);
        return JsonNodeFactory.instance
                .objectNode()
                .put("plaintext", Base64.getEncoder().encodeToString(plain));
    }

    ObjectNode rewrap(ObjectNode key, JsonNode item) throws GeneralSecurityException {
        ObjectNode again = decrypt(key, item);
        if (item.has("associated_data")) {
            again.set("associated_data", item.get("associated_data"));
        }
        return encrypt(key, again);
    }

    private static void requireEncryption(ObjectNode key) {
        if (!TransitKey.of(key.path("type").asText()).orElseThrow().encrypts()) {
            throw VaultRefusal.invalid(
                    "key type " + key.path("type").asText() + " does not support encryption");
        }
    }

    private static Cipher cipher(int mode, ObjectNode key, int version, byte[] nonce, JsonNode item)
            throws GeneralSecurityException {
        JsonNode material = key.path("versions").path(Integer.toString(version));
        if (material.isMissingNode()) {
            throw VaultRefusal.invalid("invalid key version");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] secret = Base64.getDecoder().decode(material.path("secret").asText());
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        if (item.has("associated_data")) {
            cipher.updateAAD(Base64.getDecoder().decode(item.path("associated_data").asText()));
        }
        return cipher;
    }
}
