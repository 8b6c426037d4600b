package activate.legacyapi.identity.account;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id and checks them. The hash is dear on purpose, so only a few are
 * computed at once, and a check costs the same whether there is an account or not.
 */
@ApplicationScoped
public class Passwords {
    /** Shortest password. */
    public static final int SHORTEST = 15;

    /** Longest password, in characters. */
    public static final int LONGEST = 256;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final PasswordConfig config;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns;

    @Inject
    Passwords(PasswordConfig config) {
        this.config = config;
        this.turns = new Semaphore(config.atOnce(), true);
    }

    /** The hash to store. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = compute(password, salt, config.memoryKib(), config.iterations());
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(config.memoryKib(), config.iterations(), encode(salt), encode(hash));
    }

    /** Whether this is the password; takes as long when there is no hash to compare with. */
    public boolean matches(String password, @Nullable String stored) {
        Matcher phc = stored == null ? null : PHC.matcher(stored);
        if (password.length() > LONGEST || phc == null || !phc.matches()) {
            compute("", new byte[SALT_BYTES], config.memoryKib(), config.iterations());
            return false;
        }
        byte[] expected = Base64.getDecoder().decode(phc.group(4));
        byte[] actual =
                compute(
                        password,
                        Base64.getDecoder().decode(phc.group(3)),
                        Integer.parseInt(phc.group(1)),
                        Integer.parseInt(phc.group(2)));
        return MessageDigest.isEqual(expected, actual);
    }

    /** Refuses a password that is too short, too long or made of too few kinds of characters. */
    public static void require(String pointer, String password) {
        boolean mixed =
                password.chars().anyMatch(Character::isLowerCase)
                        && password.chars().anyMatch(Character::isUpperCase)
                        && password.chars().anyMatch(Character::isDigit)
                        && password.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
        if (password.length() < SHORTEST || password.length() > LONGEST || !mixed) {
            throw Problem.invalid(
                    pointer,
                    "The password must have 15 to 256 characters, among them a lower and an upper"
                            + " case letter, a digit and another sign.");
        }
    }

    private byte[] compute(String password, byte[] salt, int memoryKib, int iterations) {
        takeTurn();
        try {
            Argon2BytesGenerator argon = new Argon2BytesGenerator();
            argon.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(memoryKib)
                            .withIterations(iterations)
                            .withParallelism(1)
                            .withSalt(salt)
                            .build());
            byte[] hash = new byte[HASH_BYTES];
            argon.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(config.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.of(
                        ProblemCode.RATE_LIMITED,
                        "Too many people sign in at the moment. Try again in a few seconds.",
                        Map.of("retryAfterSeconds", 5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.causedBy(ProblemCode.UNAVAILABLE, "The platform is stopping.", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
