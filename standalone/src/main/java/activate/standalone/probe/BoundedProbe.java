package activate.standalone.probe;

import activate.embedded.part.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks on a thread of its own, so that a part which never answers holds up nobody. While a question
 * has no answer no other is asked: a part that hangs costs one thread. Used by one thread.
 */
public final class BoundedProbe {

    private final String name;
    private final Supplier<Optional<Fault>> question;
    private final Duration deadline;
    private @Nullable CompletableFuture<Optional<Fault>> asked;

    public BoundedProbe(String name, Supplier<Optional<Fault>> question, Duration deadline) {
        this.name = name;
        this.question = question;
        this.deadline = deadline;
    }

    /** Empty when the part works. */
    public Optional<Fault> ask() throws InterruptedException {
        CompletableFuture<Optional<Fault>> answer = asked;
        if (answer == null) {
            answer = CompletableFuture.supplyAsync(question, this::onItsOwnThread);
            asked = answer;
        }
        try {
            Optional<Fault> fault = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            asked = null;
            return fault;
        } catch (TimeoutException e) {
            return Optional.of(
                    Fault.of("no answer to a probe within " + deadline.toSeconds() + " s"));
        } catch (ExecutionException e) {
            // A library, or a machine without memory, may fail in any way: the part is not ready.
            asked = null;
            return Optional.of(Fault.of("the probe failed", e));
        }
    }

    /** A new life of the part is not judged by a question to the one before. */
    public void forget() {
        asked = null;
    }

    /** Also an OutOfMemoryError of this process, which holds the stores, becomes an answer. */
    private void onItsOwnThread(Runnable task) {
        Thread.ofPlatform().name("probe-" + name).daemon().start(task);
    }
}
