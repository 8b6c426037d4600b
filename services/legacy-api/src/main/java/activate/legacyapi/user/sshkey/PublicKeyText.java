package activate.legacyapi.user.sshkey;

import activate.servicekit.problem.Problem;
import activate.servicekit.secret.Secrets;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A public key as in {@code authorized_keys}, read strictly: one line, no options, a type that is
 * still good, and a blob that says the same type. What sshd will read is therefore never more than
 * a key.
 *
 * @param key type and base64
 * @param fingerprint SHA-256 of the blob's text
 */
record PublicKeyText(String key, String comment, String fingerprint) {
    private static final int LONGEST = 16_384;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 16_384;
    private static final int ED25519_BYTES = 32;
    private static final Pattern LINE =
            Pattern.compile("(\\S+) ([A-Za-z0-9+/]+={0,2})(?: ([\\x20-\\x7e\\u00a0-\\uffff]*))?");
    private static final Map<String, Integer> CURVE_POINT_BYTES =
            Map.of(
                    "ecdsa-sha2-nistp256", 65,
                    "ecdsa-sha2-nistp384", 97,
                    "ecdsa-sha2-nistp521", 133,
                    "sk-ecdsa-sha2-nistp256@openssh.com", 65);

    static PublicKeyText parse(@Nullable String text) {
        String line = Objects.requireNonNullElse(text, "").strip();
        Matcher form = LINE.matcher(line);
        if (line.length() > LONGEST || !form.matches()) {
            throw refusal("Give one line: type, base64, comment.");
        }
        String type = form.group(1);
        try {
            byte[] blob = Base64.getDecoder().decode(form.group(2));
            check(type, ByteBuffer.wrap(blob));
            String canonical = Base64.getEncoder().encodeToString(blob);
            return new PublicKeyText(
                    type + " " + canonical,
                    Objects.requireNonNullElse(form.group(3), "").strip(),
                    Secrets.digest(type + " " + canonical));
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            throw refusal("The base64 part is no key of the type " + type + ".");
        }
    }

    private static void check(String type, ByteBuffer blob) {
        if (!string(blob).equals(type)) {
            throw refusal("The base64 part is a key of another type than " + type + ".");
        }
        switch (type) {
            case "ssh-ed25519" -> require(bytes(blob).length == ED25519_BYTES);
            case "sk-ssh-ed25519@openssh.com" -> {
                require(bytes(blob).length == ED25519_BYTES);
                require(!string(blob).isEmpty());
            }
            case "ssh-rsa" -> checkRsa(blob);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
                    checkPoint(type, blob);
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> {
                checkPoint(type, blob);
                require(!string(blob).isEmpty());
            }
            default ->
                    throw refusal(
                            "Keys of this type are not taken (expected: ed25519, ecdsa, rsa from"
                                    + " 2048 bits, or sk-*).");
        }
        require(!blob.hasRemaining());
    }

    private static void checkRsa(ByteBuffer blob) {
        BigInteger exponent = new BigInteger(bytes(blob));
        BigInteger modulus = new BigInteger(bytes(blob));
        require(exponent.signum() > 0 && exponent.testBit(0) && modulus.signum() > 0);
        int bits = modulus.bitLength();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            throw refusal("RSA keys must have 2048 to 16384 bits; this one has " + bits + ".");
        }
    }

    private static void checkPoint(String type, ByteBuffer blob) {
        String curve = string(blob);
        require(type.contains(curve) && curve.startsWith("nistp"));
        byte[] point = bytes(blob);
        require(
                point.length == Objects.requireNonNull(CURVE_POINT_BYTES.get(type))
                        && point[0] == 4);
    }

    private static String string(ByteBuffer blob) {
        return new String(bytes(blob), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(ByteBuffer blob) {
        int length = blob.getInt();
        require(length > 0 && length <= blob.remaining());
        byte[] bytes = new byte[length];
        blob.get(bytes);
        return bytes;
    }

    private static void require(boolean good) {
        if (!good) {
            throw new IllegalArgumentException("not a key of its type");
        }
    }

    private static Problem refusal(String detail) {
        return Problem.invalid("/key", detail);
    }
}
