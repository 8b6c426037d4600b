package activate.legacyapi.identity.account;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The slow hash as it is, and what other clients do while it is computed. */
@Alternative
@Priority(1)
@Singleton
public class SlowPasswords extends Passwords {

    private static final AtomicReference<@Nullable Runnable> AFTER_MATCHING =
            new AtomicReference<>();
    private static final AtomicReference<@Nullable Runnable> AFTER_HASHING =
            new AtomicReference<>();

    SlowPasswords(PasswordConfig config) {
        super(config);
    }

    /** Does {@code action} once, after the next comparison and before its result is used. */
    public static void afterMatching(Runnable action) {
        AFTER_MATCHING.set(action);
    }

    /** Does {@code action} once, after the next hash is made and before it is stored. */
    public static void afterHashing(Runnable action) {
        AFTER_HASHING.set(action);
    }

    /** Forgets what did not happen. */
    public static void clear() {
        AFTER_MATCHING.set(null);
        AFTER_HASHING.set(null);
    }

    @Override
    public String hash(String password) {
        String hash = super.hash(password);
        run(AFTER_HASHING);
        return hash;
    }

    @Override
    public boolean matches(String password, @Nullable String stored) {
        boolean matches = super.matches(password, stored);
        run(AFTER_MATCHING);
        return matches;
    }

    private static void run(AtomicReference<@Nullable Runnable> action) {
        Runnable once = action.getAndSet(null);
        if (once != null) {
            once.run();
        }
    }
}
