package activate.messages.identity;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes version 7 UUIDs (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits, so
 * that identifiers sort by the time at which they were made. Safe for use by many threads.
 */
public final class UuidV7 {
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Takes time and randomness from outside; {@link #system()} is the ordinary one. */
    public UuidV7(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The system clock and a secure random source. */
    public static UuidV7 system() {
        return new UuidV7(InstantSource.system(), new SecureRandom());
    }

    /** The next identifier in its canonical text form. */
    public String next() {
        long millis = clock.millis();
        long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new UUID(high, low).toString();
    }
}
