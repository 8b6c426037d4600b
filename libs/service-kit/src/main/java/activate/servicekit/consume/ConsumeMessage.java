package activate.servicekit.consume;

import activate.backoff.Backoff;
import activate.servicekit.log.LogText;
import activate.servicekit.startup.LifeCycle;
import io.micrometer.core.instrument.MeterRegistry;
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
 * Consumes one message. It is acknowledged once its effect is stored; while a store is away it is
 * kept and tried again, up to the prefetch of its channel; one that can never be consumed is given
 * up at once.
 */
@ApplicationScoped
public class ConsumeMessage {
    private static final Logger LOG = Logger.getLogger(ConsumeMessage.class);
    private static final Backoff RETRY = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Duration READY_WAIT = Duration.ofSeconds(2);

    private final LifeCycle life;
    private final MeterRegistry metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);

    ConsumeMessage(LifeCycle life, MeterRegistry metrics) {
        this.life = life;
        this.metrics = metrics;
    }

    /** What becomes of a message that can never be consumed. */
    public enum Poison {
        /** It goes to the dead letters of its queue. */
        DEAD_LETTER,
        /** It is dropped, with an error in the log: the queue has no dead letters. */
        DROP
    }

    /** What a message causes, stored before it returns; doing it again changes nothing. */
    @FunctionalInterface
    public interface Step {
        /**
         * @throws PoisonMessage when the message can never be consumed
         * @throws Exception when a store is away; it is tried again
         */
        void run(byte[] body) throws Exception;
    }

    /**
     * Runs {@code step} until it is done. Blocks.
     *
     * @param what name of the queue's content, for logs and metrics
     */
    public CompletionStage<Void> run(
            String what, Poison poison, Message<byte[]> message, Step step) {
        try {
            if (!runUntilDone(what, message.getPayload(), step)) {
                Metadata again = Metadata.of(new RabbitMQRejectMetadata(true));
                return message.nack(new IllegalStateException("the service stops"), again);
            }
            return message.ack();
        } catch (PoisonMessage e) {
            return switch (poison) {
                case DEAD_LETTER -> {
                    LOG.warnf("message refused what=%s reason=%s", what, LogText.of(e));
                    yield message.nack(e, Metadata.of(new RabbitMQRejectMetadata(false)));
                }
                case DROP -> {
                    LOG.errorf(
                            "message dropped what=%s bytes=%d reason=%s",
                            what, message.getPayload().length, LogText.of(e));
                    yield message.ack();
                }
            };
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
                metrics.counter("activate.messages.retried", "what", what).increment();
                long pause = RETRY.pause(failures, ThreadLocalRandom.current()).toMillis();
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
        } catch (PoisonMessage | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // From the pool, the driver or the transaction manager: tried again unless the data
            // itself is at fault.
            if (isImpossibleData(e)) {
                throw new PoisonMessage(e.toString(), e);
            }
            if (isRefusedData(e)) {
                throw new PoisonMessage("the database refuses it", e);
            }
            if (failures == 0) {
                LOG.warnf("message waits what=%s cause=%s", what, LogText.of(e));
            }
            return false;
        }
    }

    /** A value, as a time that is too far away, with which nothing can be reckoned. */
    private static boolean isImpossibleData(Exception failure) {
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
