package activate.servicekit.outbox;

import activate.servicekit.background.BackgroundWork;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the outboxes of this service: at once what was just written, and from time to time
 * what is due. Rows and messages do not wait for each other: while the log is away messages go out,
 * and the other way round.
 */
@Singleton
public final class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;
    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 5;

    /** Of one outbox before the next one has its turn. */
    private static final int MOST_IN_A_PASS = 200;

    private final Receiver log;
    private final Receiver broker;
    private final InstantSource clock;
    private final List<Outbox> outboxes = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor soon;

    /** For the container. */
    @Inject
    public OutboxRelay(
            Instance<RowWriter> rows,
            Instance<MessagePublisher> messages,
            InstantSource clock,
            BackgroundWork background) {
        this(
                row -> rows.get().write(row),
                message -> messages.get().publish(message),
                clock,
                () -> ThreadLocalRandom.current().nextLong());
        background.every(Duration.ofSeconds(1), "outbox", this::relayDue);
    }

    OutboxRelay(
            RowWriter rows,
            MessagePublisher messages,
            InstantSource clock,
            RandomGenerator random) {
        this.clock = clock;
        this.log =
                new Receiver(
                        "activity log",
                        entry -> rows.write((OutboxEntry.Row) entry),
                        clock,
                        random);
        this.broker =
                new Receiver(
                        "broker",
                        entry -> confirmed(messages, (OutboxEntry.Message) entry),
                        clock,
                        random);
        this.soon =
                new ThreadPoolExecutor(
                        AT_ONCE,
                        AT_ONCE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofVirtual().name("outbox-", 0).factory(),
                        // What finds no room is found when it is due.
                        new ThreadPoolExecutor.DiscardPolicy());
        this.soon.allowCoreThreadTimeOut(true);
    }

    private static void confirmed(MessagePublisher messages, OutboxEntry.Message message)
            throws Exception {
        messages.publish(message)
                .toCompletableFuture()
                .get(CONFIRM_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The outbox of a collection; this relay looks after it from now on. */
    public Outbox of(MongoCollection<?> collection, Outbox.Fields fields) {
        Outbox outbox = new Outbox(collection, fields, this);
        outboxes.add(outbox);
        return outbox;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Writes rows that no document keeps, while somebody waits: those that the log does not take
     * now are lost.
     */
    public void writeUnkept(List<? extends OutboxEntry> entries) {
        writeRows(entries, log::mayBeTried);
    }

    /**
     * Writes rows while somebody waits. A log that did not answer is not waited for: what is told
     * on other threads finds out when it does again.
     *
     * @return those that are written
     */
    List<OutboxEntry> writeKept(List<? extends OutboxEntry> entries) {
        return writeRows(entries, log::answers);
    }

    private List<OutboxEntry> writeRows(
            List<? extends OutboxEntry> entries, BooleanSupplier isWorthIt) {
        List<OutboxEntry> written = new ArrayList<>();
        try {
            for (OutboxEntry entry : entries) {
                if (entry instanceof OutboxEntry.Row
                        && isWorthIt.getAsBoolean()
                        && log.take(entry)) {
                    written.add(entry);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return written;
    }

    /**
     * Carries out entries, as far as their receivers take them.
     *
     * @param done gets each that was taken
     * @return when to try again with those that are left; nothing when none is
     */
    @Nullable Instant tell(List<OutboxEntry> entries, Consumer<OutboxEntry> done)
            throws InterruptedException {
        @Nullable Instant again = null;
        for (Receiver receiver : List.of(log, broker)) {
            for (OutboxEntry entry : entries) {
                if (receiver(entry) != receiver) {
                    continue;
                }
                if (!receiver.mayBeTried() || !receiver.take(entry)) {
                    again = earlier(again, receiver.notBefore());
                    break;
                }
                done.accept(entry);
            }
        }
        return again;
    }

    private Receiver receiver(OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.Row _ -> log;
            case OutboxEntry.Message _ -> broker;
        };
    }

    /** The earlier one, and never before now: the receiver may answer again meanwhile. */
    private Instant earlier(@Nullable Instant one, Instant other) {
        Instant next = other.isBefore(now()) ? now() : other;
        return one == null || next.isBefore(one) ? next : one;
    }

    /** Carries out one document on another thread. */
    void soon(Outbox outbox, String id, Date due) {
        soon.execute(
                () -> {
                    try {
                        outbox.relay(id, due);
                    } catch (MongoException e) { // It is found when it is due.
                        LOG.debugf("outbox put off cause=%s", e.toString());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @PreDestroy
    void close() {
        soon.shutdownNow();
    }

    /** Carries out everything that is due. */
    void relayDue() throws InterruptedException {
        for (Outbox outbox : outboxes) {
            int carried = 0;
            while (carried < MOST_IN_A_PASS && outbox.relayNext()) {
                carried++;
            }
        }
    }
}
