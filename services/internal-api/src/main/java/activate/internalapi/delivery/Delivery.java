package activate.internalapi.delivery;

import activate.servicekit.startup.LifeCycle;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.rabbitmq.RabbitMQRejectMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Consumes one message. It is acknowledged after the commit; while the database is away it is kept
 * and tried again, up to the prefetch; one that can never be consumed goes to the dead letters at
 * once.
 */
@ApplicationScoped
public class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration READY_WAIT = Duration.ofSeconds(2);

    private final LifeCycle life;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Delivery(LifeCycle life) {
        this.life = life;
    }

    /** What a message causes, in a transaction of its own; doing it again changes nothing. */
    public interface Step {
        void run(byte[] body) throws PoisonMessage;
    }

    /** Runs {@code step} until it is done; {@code what} names the message in the log. Blocks. */
    public CompletionStage<Void> settle(String what, Message<byte[]> message, Step step) {
        try {
            if (!runUntilDone(what, message.getPayload(), step)) {
                Metadata again = Metadata.of(new RabbitMQRejectMetadata(true));
                return message.nack(new IllegalStateException("the service stops"), again);
            }
            return message.ack();
        } catch (PoisonMessage e) {
            LOG.warnf("message refused what=%s reason=%s", what, e.getMessage());
            return message.nack(e, Metadata.of(new RabbitMQRejectMetadata(false)));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /** False when the service stops before the step could be done. */
    private boolean runUntilDone(String what, byte[] body, Step step) throws PoisonMessage {
        int failures = 0;
        try {
            while (!isDone(what, body, step, failures)) {
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

    private boolean isDone(String what, byte[] body, Step step, int failures)
            throws PoisonMessage, InterruptedException {
        if (!life.awaitReady(READY_WAIT)) {
            return false;
        }
        try {
            step.run(body);
            return true;
        } catch (RuntimeException e) {
            // From the pool, the driver or the transaction manager: tried again unless the data
            // itself is at fault.
            if (isImpossibleData(e)) {
                throw new PoisonMessage(e.toString(), e);
            }
            if (isRefusedData(e)) {
                throw new PoisonMessage("the database refuses it", e);
            }
            if (failures == 0) {
                LOG.warnf("message waits for the database what=%s cause=%s", what, e.toString());
            }
            return false;
        }
    }

    /** A value, as a time that is too far away, with which nothing can be reckoned. */
    private static boolean isImpossibleData(RuntimeException failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof DateTimeException
                || failure instanceof ArithmeticException;
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
