package activate.embedded.home;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords and tokens that nobody has to type. */
public final class RandomWords {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomWords() {}

    public static String hex(int bytes) {
        byte[] word = new byte[bytes];
        RANDOM.nextBytes(word);
        return HexFormat.of().formatHex(word);
    }
}
