package activate.legacyapi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.servicekit.problem.Problem;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private static final int MOST = 3;

    private final Limits limits =
            new Limits(
                    new SmallRyeConfigBuilder()
                            .withMapping(LimitConfig.class)
                            .build()
                            .getConfigMapping(LimitConfig.class));
    private final AtomicInteger present = new AtomicInteger();

    @Test
    void thereAreAsManyAsThereMayBeAndNotOneMore() {
        for (int i = 1; i <= MOST; i++) {
            assertThat(add("ann")).isEqualTo(i);
        }

        assertThatThrownBy(() -> add("ann"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.code().code()).isEqualTo("limit_reached");
                            assertThat(problem.code().status()).isEqualTo(409);
                            assertThat(problem.params()).containsEntry("limit", MOST);
                            assertThat(problem.detail()).contains("3 keys");
                        });
        assertThat(present).hasValue(MOST);
    }

    @Test
    void whatIsDeletedMakesRoom() {
        present.set(MOST);
        present.decrementAndGet();

        assertThat(add("ann")).isEqualTo(MOST);
    }

    @Test
    void whoFailsGivesTheTurnBack() {
        assertThatThrownBy(
                        () ->
                                limits.within(
                                        new Limits.Limit("keys", "ann", MOST),
                                        present::get,
                                        () -> {
                                            throw new IllegalStateException("store");
                                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(add("ann")).isEqualTo(1);
    }

    @Test
    void thoseWhoAddForOneOwnerAtOnceTakeTurns() throws Exception {
        int clients = 16;
        CountDownLatch together = new CountDownLatch(clients);
        List<Future<Boolean>> tries = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                tries.add(
                        threads.submit(
                                () -> {
                                    together.countDown();
                                    together.await();
                                    return succeeds();
                                }));
            }
        }

        int added = 0;
        for (Future<Boolean> one : tries) {
            added += one.get() ? 1 : 0;
        }
        assertThat(added).isEqualTo(MOST);
        assertThat(present).hasValue(MOST);
    }

    private boolean succeeds() {
        try {
            add("ann");
            return true;
        } catch (Problem _) {
            return false;
        }
    }

    private int add(String owner) {
        return limits.within(
                new Limits.Limit("keys", owner, MOST), present::get, present::incrementAndGet);
    }
}
