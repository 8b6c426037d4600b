package activate.servicekit.consume;

import static org.assertj.core.api.Assertions.assertThat;

import activate.servicekit.consume.ConsumeMessage.Poison;
import activate.servicekit.startup.TestLifeCycle;
import activate.testkit.time.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.rabbitmq.RabbitMQRejectMetadata;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

final class ConsumeMessageTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ConsumeMessage consume = new ConsumeMessage(TestLifeCycle.ready(), metrics);
    private final CompletableFuture<String> settled = new CompletableFuture<>();

    private final Message<byte[]> message =
            Message.of(
                            new byte[] {1},
                            () -> {
                                settled.complete("acknowledged");
                                return CompletableFuture.completedStage(null);
                            })
                    .withNackWithMetadata(
                            (cause, metadata) -> {
                                boolean again =
                                        metadata != null
                                                && metadata.get(RabbitMQRejectMetadata.class)
                                                        .map(RabbitMQRejectMetadata::isRequeue)
                                                        .orElse(false);
                                settled.complete(again ? "given back" : "refused");
                                return CompletableFuture.completedStage(null);
                            });

    private void run(Poison poison, ConsumeMessage.Step step) {
        Thread.ofVirtual().start(() -> consume.run("test", poison, message, step));
    }

    private String outcome() {
        Eventually.holds("it is settled", SOON, settled::isDone);
        return Objects.requireNonNull(settled.join());
    }

    @Test
    void whatIsDoneIsAcknowledged() {
        run(Poison.DEAD_LETTER, _ -> {});

        assertThat(outcome()).isEqualTo("acknowledged");
    }

    @Test
    void whileAStoreIsAwayItIsTriedAgain() {
        // Given
        AtomicInteger tries = new AtomicInteger();

        // When
        run(
                Poison.DEAD_LETTER,
                _ -> {
                    if (tries.incrementAndGet() < 4) {
                        throw new IOException("away");
                    }
                });

        // Then
        assertThat(outcome()).isEqualTo("acknowledged");
        assertThat(tries).hasValue(4);
        assertThat(metrics.counter("activate.messages.retried", "what", "test").count())
                .isEqualTo(3);
    }

    @Test
    void poisonGoesToTheDeadLetters() {
        run(
                Poison.DEAD_LETTER,
                _ -> {
                    throw new PoisonMessage("no");
                });

        assertThat(outcome()).isEqualTo("refused");
    }

    @Test
    void poisonIsDroppedWhereThereAreNoDeadLetters() {
        run(
                Poison.DROP,
                _ -> {
                    throw new PoisonMessage("no");
                });

        assertThat(outcome()).isEqualTo("acknowledged");
    }

    @Test
    void dataThatNoStoreWillEverTakeIsPoison() {
        for (Exception failure :
                List.of(
                        new IllegalArgumentException(),
                        new DateTimeException("far"),
                        new ArithmeticException(),
                        new IllegalStateException(new SQLException("text too long", "22001")),
                        new SQLException("there already", "23505"))) {
            // Given
            CompletableFuture<String> refused = new CompletableFuture<>();
            Message<byte[]> one =
                    Message.of(
                            new byte[0],
                            () -> CompletableFuture.completedStage(null),
                            cause -> {
                                refused.complete(cause.getClass().getSimpleName());
                                return CompletableFuture.completedStage(null);
                            });

            // When
            consume.run(
                    "test",
                    Poison.DEAD_LETTER,
                    one,
                    _ -> {
                        throw failure;
                    });

            // Then
            assertThat(refused).isCompletedWithValue("PoisonMessage");
        }
    }

    @Test
    void whoStopsGivesItBack() {
        // Given
        AtomicInteger tries = new AtomicInteger();
        run(
                Poison.DEAD_LETTER,
                _ -> {
                    tries.incrementAndGet();
                    throw new IOException("away");
                });
        Eventually.holds("it was tried", SOON, () -> tries.get() > 0);

        // When
        consume.stop(new ShutdownEvent());

        // Then
        assertThat(outcome()).isEqualTo("given back");
    }
}
