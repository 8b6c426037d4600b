package activate.messages.forward;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The edge's word for the address in {@code X-Forwarded-For}: a keyed digest of the address and the
 * second, by a secret that only the edge and the reader have. It says nothing else, so who has the
 * secret may invent addresses and no more; what is seen on the way is good for that address and a
 * minute. Form: {@code <seconds since 1970>.<base64url HMAC-SHA-256>}.
 */
public final class ForwardProof {

    /** Header that carries it. */
    public static final String HEADER = "X-Activate-Forwarded";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "activate-forwarded-v1\n";
    private static final int LEAST_SECRET = 32;
    private static final Duration GOOD_FOR = Duration.ofSeconds(60);

    private final SecretKey key;

    /**
     * @param secret at least 32 characters without a meaning
     */
    public ForwardProof(String secret) {
        if (secret.length() < LEAST_SECRET) {
            throw new IllegalArgumentException(
                    "the secret has " + secret.length() + " characters (expected: 32 or more)");
        }
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The proof of {@code address}, made at {@code now}. */
    public String of(String address, Instant now) {
        return of(address, now.getEpochSecond());
    }

    /** Whether {@code proof} is one of {@code address} that was made a minute ago at most. */
    public boolean proves(String address, @Nullable String proof, Instant now) {
        if (proof == null) {
            return false;
        }
        int dot = proof.indexOf('.');
        try {
            long second = Long.parseLong(proof, 0, Math.max(dot, 0), 10);
            boolean timely = Math.abs(now.getEpochSecond() - second) <= GOOD_FOR.toSeconds();
            return timely
                    && MessageDigest.isEqual(
                            proof.getBytes(StandardCharsets.UTF_8),
                            of(address, second).getBytes(StandardCharsets.UTF_8));
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private String of(String address, long second) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest =
                    mac.doFinal(
                            (PURPOSE + second + "\n" + address).getBytes(StandardCharsets.UTF_8));
            return second + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }
}
