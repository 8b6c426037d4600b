package activate.agenthub;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Holds the hub between two steps: one command of its driver is done in the store, and its caller
 * does not hear of it before {@link #release}. Whatever the test does in between comes in between.
 */
public final class HeldCommand implements AutoCloseable {
    private static final AtomicReference<@Nullable HeldCommand> NEXT = new AtomicReference<>();

    private final Predicate<BsonDocument> isMeant;
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private HeldCommand(Predicate<BsonDocument> isMeant) {
        this.isMeant = isMeant;
    }

    /** Holds the next command that {@code isMeant}. */
    static HeldCommand next(Predicate<BsonDocument> isMeant) {
        HeldCommand held = new HeldCommand(isMeant);
        NEXT.set(held);
        return held;
    }

    /** Waits until the command is done and held. */
    void await() throws InterruptedException {
        if (!done.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the command did not come");
        }
    }

    /** Lets the hub go on. */
    void release() {
        NEXT.compareAndSet(this, null);
        released.countDown();
    }

    @Override
    public void close() {
        release();
    }

    /** Called by the driver, on the thread that made the command. */
    @ApplicationScoped
    @Unremovable
    public static class Listener implements CommandListener {
        private final Set<Integer> meant = ConcurrentHashMap.newKeySet();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            HeldCommand held = NEXT.get();
            if (held != null && held.isMeant.test(event.getCommand())) {
                meant.add(event.getRequestId());
            }
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            HeldCommand held = NEXT.get();
            if (meant.remove(event.getRequestId())
                    && held != null
                    && NEXT.compareAndSet(held, null)) {
                held.done.countDown();
                try {
                    if (!held.released.await(20, TimeUnit.SECONDS)) {
                        throw new AssertionError("the command was not released");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
