package activate.embedded.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The kinds of keys that transit holds, by their names in the API. */
enum TransitKey {
    AES_256("aes256-gcm96", "AES"),
    ED25519("ed25519", "Ed25519"),
    ECDSA_P256("ecdsa-p256", "EC"),
    RSA_2048("rsa-2048", "RSA"),
    RSA_3072("rsa-3072", "RSA"),
    RSA_4096("rsa-4096", "RSA");

    private static final int AES_BYTES = 32;

    private final String type;
    private final String algorithm;

    TransitKey(String type, String algorithm) {
        this.type = type;
        this.algorithm = algorithm;
    }

    static Optional<TransitKey> of(String type) {
        return Arrays.stream(values()).filter(key -> key.type.equals(type)).findFirst();
    }

    String type() {
        return type;
    }

    String algorithm() {
        return algorithm;
    }

    boolean encrypts() {
        return this == AES_256;
    }

    boolean signs() {
        return this != AES_256;
    }

    /** Makes new material and writes it into a version's node. */
    void generateInto(ObjectNode version) throws GeneralSecurityException {
        if (encrypts()) {
            byte[] key = new byte[AES_BYTES];
            new SecureRandom().nextBytes(key);
            version.put("secret", Base64.getEncoder().encodeToString(key));
            return;
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (this == ECDSA_P256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else if (algorithm.equals("RSA")) {
            generator.initialize(Integer.parseInt(type.substring("rsa-".length())));
        }
        KeyPair pair = generator.generateKeyPair();
        version.put("secret", Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        version.put("public", Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    PrivateKey privateKey(JsonNode version) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(
                        new PKCS8EncodedKeySpec(
                                Base64.getDecoder().decode(version.path("secret").asText())));
    }

    PublicKey publicKey(JsonNode version) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm)
                .generatePublic(
                        new X509EncodedKeySpec(
                                Base64.getDecoder().decode(version.path("public").asText())));
    }

    /** As the API shows it: PEM, but for Ed25519 the bare 32 bytes in Base64. */
    String publicText(JsonNode version) {
        byte[] encoded = Base64.getDecoder().decode(version.path("public").asText());
        if (this == ED25519) {
            return Base64.getEncoder()
                    .encodeToString(
                            Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        }
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }
}
