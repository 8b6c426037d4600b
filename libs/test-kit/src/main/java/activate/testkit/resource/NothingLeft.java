package activate.testkit.resource;

import activate.testkit.resource.RepeatedRequests.Kind;
import activate.testkit.time.Eventually;
import java.time.Duration;
import java.util.function.Supplier;

/** Sees that requests leave nothing open. */
public final class NothingLeft {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private NothingLeft() {}

    /**
     * Sends {@code kind} so many times and waits until the process holds no more than before. A
     * pool may take one more connection where the machine is slow, and then keeps it: so a growth
     * counts where it comes once more with as many requests again.
     *
     * @param now counts what the process holds
     * @param besides throws while something else is held
     * @throws AssertionError that tells both counts
     */
    public static void after(Kind kind, int times, Supplier<OpenResources> now, Runnable besides) {
        try {
            once(kind, times, now, besides);
        } catch (AssertionError first) {
            try {
                once(kind, times, now, besides);
            } catch (AssertionError second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private static void once(Kind kind, int times, Supplier<OpenResources> now, Runnable besides) {
        OpenResources before = OpenResources.settled(now);
        RepeatedRequests.send(kind, times);
        Eventually.passes(
                kind.name() + " leaves nothing open",
                DEADLINE,
                () -> {
                    OpenResources after = now.get();
                    if (!after.atMost(before)) {
                        throw new AssertionError(
                                kind.name() + ": " + before + " before, " + after + " after");
                    }
                    besides.run();
                });
    }
}
