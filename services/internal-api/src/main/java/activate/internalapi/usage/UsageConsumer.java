package activate.internalapi.usage;

import activate.internalapi.ledger.PrepareLedger;
import activate.messages.event.UsageInterval;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.rabbitmq.RabbitMQRejectMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Consumes queue {@code internal-api.usage}. A message is acknowledged after the commit; while the
 * database is away it is kept and tried again, up to the prefetch; one that can never be consumed
 * goes to the dead letters at once.
 */
@ApplicationScoped
public class UsageConsumer {

    private static final Logger LOG = Logger.getLogger(UsageConsumer.class);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration LEDGER_WAIT = Duration.ofSeconds(2);

    private final ReadInterval reader;
    private final RecordUsage recorder;
    private final PrepareLedger ledger;
    private final CountDownLatch stopping = new CountDownLatch(1);

    UsageConsumer(ReadInterval reader, RecordUsage recorder, PrepareLedger ledger) {
        this.reader = reader;
        this.recorder = recorder;
        this.ledger = ledger;
    }

    @Incoming("usage")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> consume(Message<byte[]> message) {
        try {
            UsageInterval interval = reader.read(message.getPayload());
            if (!recordUntilDone(interval)) {
                Metadata again = Metadata.of(new RabbitMQRejectMetadata(true));
                return message.nack(new IllegalStateException("the service stops"), again);
            }
            return message.ack();
        } catch (PoisonMessage e) {
            LOG.warnf("usage message refused reason=%s", e.getMessage());
            return message.nack(e, Metadata.of(new RabbitMQRejectMetadata(false)));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /** False when the service stops before the interval could be written. */
    private boolean recordUntilDone(UsageInterval interval) throws PoisonMessage {
        int failures = 0;
        try {
            while (!isRecorded(interval, failures)) {
                failures++;
                long cap = Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(failures, 8));
                long pause = 1 + ThreadLocalRandom.current().nextLong(cap);
                if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isRecorded(UsageInterval interval, int failures)
            throws PoisonMessage, InterruptedException {
        if (!ledger.awaitPrepared(LEDGER_WAIT)) {
            return false;
        }
        try {
            if (recorder.record(interval) == RecordUsage.Outcome.CONTRADICTED) {
                throw new PoisonMessage(
                        "source="
                                + interval.source()
                                + " id="
                                + interval.id()
                                + " is recorded with other content");
            }
            return true;
        } catch (RuntimeException e) {
            // From the pool, the driver or the transaction manager: tried again unless the data
            // itself is at fault.
            if (isRefusedData(e)) {
                throw new PoisonMessage("the ledger refuses it", e);
            }
            if (failures == 0) {
                LOG.warnf("usage interval waits for the ledger cause=%s", e.toString());
            }
            return false;
        }
    }

    /** SQL states 22 (data) and 23 (constraint) do not pass with time. */
    private static boolean isRefusedData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }
}
