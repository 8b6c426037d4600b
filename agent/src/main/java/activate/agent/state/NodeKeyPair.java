package activate.agent.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** The Ed25519 key pair of this node. The private half never leaves the state directory. */
public final class NodeKeyPair {
    private static final String ALGORITHM = "Ed25519";
    private static final int RAW_BYTES = 32;

    private final KeyPair pair;

    private NodeKeyPair(KeyPair pair) {
        this.pair = pair;
    }

    static NodeKeyPair generate() {
        try {
            return new NodeKeyPair(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the runtime has no " + ALGORITHM, e);
        }
    }

    /** Reads what {@link #stored} wrote. */
    static NodeKeyPair parse(String stored) throws GeneralSecurityException {
        String[] lines = stored.strip().split("\n", -1);
        if (lines.length != 2) {
            throw new GeneralSecurityException("not a key of this program");
        }
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            PrivateKey secret = keys.generatePrivate(new PKCS8EncodedKeySpec(decode(lines[0])));
            PublicKey open = keys.generatePublic(new X509EncodedKeySpec(decode(lines[1])));
            return new NodeKeyPair(new KeyPair(open, secret));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not a key of this program", e);
        }
    }

    /** PKCS#8 of the private half and X.509 of the public half, base64, one a line. */
    String stored() {
        Base64.Encoder encoder = Base64.getEncoder();
        return encoder.encodeToString(pair.getPrivate().getEncoded())
                + "\n"
                + encoder.encodeToString(pair.getPublic().getEncoded())
                + "\n";
    }

    private static byte[] decode(String line) {
        return Base64.getDecoder().decode(line.strip());
    }

    /** The public half as the platform takes it: base64url of the raw 32 bytes. */
    public String publicKey() {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    /** Signs a text; base64url. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the runtime cannot sign with " + ALGORITHM, e);
        }
    }
}
