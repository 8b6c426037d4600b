package activate.testkit.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits until a condition holds, with a deadline: the only way in which a test waits. */
public final class Eventually {
    private static final Duration STEP = Duration.ofMillis(10);

    private Eventually() {}

    /** Fails with {@code what} when {@code condition} does not hold within {@code deadline}. */
    public static void holds(String what, Duration deadline, Callable<Boolean> condition) {
        long end = System.nanoTime() + deadline.toNanos();
        Throwable last = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception | AssertionError e) { // A condition may fail until it holds.
                last = e;
            }
            LockSupport.parkNanos(STEP.toNanos());
        } while (System.nanoTime() < end);
        throw new AssertionError("Not within " + deadline + ": " + what, last);
    }

    /** Repeats {@code assertion} until it passes; fails with its last failure at the deadline. */
    public static void passes(String what, Duration deadline, Runnable assertion) {
        holds(
                what,
                deadline,
                () -> {
                    assertion.run();
                    return true;
                });
    }
}
