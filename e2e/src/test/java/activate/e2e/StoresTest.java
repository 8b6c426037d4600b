package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stores die and come back: nothing acknowledged is lost, and no service is restarted for it. */
@SuppressWarnings("NullAway.Init")
final class StoresTest {
    private static final Duration BACK = Duration.ofMinutes(2);
    private static final String EVENTS = "/api/organizations/default/events?targetType=cluster";

    private Path checkout;
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        checkout = Path.of("..").toRealPath();
        folder = Files.createTempDirectory("activate-stores");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void cleanUp() {
        new Shell(java.util.List.of(), Map.of(), checkout)
                .run(Rig.SHORT, "rm", "-rf", folder.toString());
    }

    @Test
    void realStoresMayDieAtAnyTime() {
        try (RealStore postgres = new RealStore(checkout, folder, "postgres");
                RealStore rabbitmq = new RealStore(checkout, folder, "rabbitmq");
                RealStore vault = new RealStore(checkout, folder, "vault");
                LocalPlatform platform =
                        new LocalPlatform(
                                checkout,
                                folder,
                                Map.of(
                                        "ACTIVATE_POSTGRES_URL",
                                        postgres.fact("POSTGRES_URL"),
                                        "ACTIVATE_RABBITMQ_URL",
                                        rabbitmq.fact("RABBITMQ_URL"),
                                        "ACTIVATE_RABBITMQ_MANAGEMENT_URL",
                                        rabbitmq.fact("RABBITMQ_MANAGEMENT_URL"),
                                        "ACTIVATE_VAULT_URL",
                                        vault.fact("VAULT_ADDR"),
                                        "ACTIVATE_VAULT_TOKEN",
                                        vault.fact("VAULT_TOKEN")))) {
            // Given
            platform.up();
            platform.login();
            assertThat(platform.pw("ssh", "sandbox", "--", "echo up").ok().out()).contains("up");

            try (Liveness liveness = new Liveness(platform)) {
                for (Map.Entry<String, RealStore> store :
                        Map.of("postgres", postgres, "rabbitmq", rabbitmq, "vault", vault)
                                .entrySet()) {
                    killAndBringBack(platform, store.getKey(), store.getValue());
                }
                // Then
                assertThat(liveness.failures()).isEmpty();
            }
            assertThat(platform.pw("ssh", "sandbox", "--", "echo up").ok().out()).contains("up");
        }
    }

    /** Makes clusters before, while and after the store is away; each that was made is there. */
    private static void killAndBringBack(LocalPlatform platform, String name, RealStore store) {
        Set<String> made = new ConcurrentSkipListSet<>();
        make(platform, "before-" + name, made);
        assertThat(made).hasSize(1);

        store.kill();
        make(platform, "during-" + name, made);
        store.start();

        Eventually.holds(
                "clusters can be made after " + name,
                BACK,
                () -> {
                    make(platform, "after-" + name, made);
                    return made.contains("after-" + name);
                });
        assertThat(platform.pw("clusters", "ls").ok().out()).contains(made);
        // The activity log and the hub's copy follow by messages.
        Eventually.holds(
                "all is in the activity log",
                BACK,
                () -> {
                    String events = platform.pw("api", "GET", EVENTS + "&limit=100").out();
                    return made.stream().allMatch(events::contains);
                });
        for (String cluster : made) {
            // Known to the hub: no node yet is another answer than no such cluster.
            Eventually.holds(
                    "the hub knows " + cluster,
                    BACK,
                    () -> platform.pw("ping", cluster).err().contains("offline"));
        }
    }

    private static void make(LocalPlatform platform, String name, Set<String> made) {
        if (platform.pw("clusters", "create", name, "--type", "existing").code() == 0) {
            made.add(name);
        }
    }

    @Test
    void embeddedStoresMayDieAtAnyTime() {
        try (LocalPlatform platform = new LocalPlatform(checkout, folder, Map.of())) {
            // Given
            platform.up();
            platform.login();
            AtomicInteger made = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            Thread writer =
                    Thread.startVirtualThread(
                            () -> {
                                while (!over.get()
                                        && platform.pw(
                                                                "clusters",
                                                                "create",
                                                                "c" + made.get(),
                                                                "--type",
                                                                "existing")
                                                        .code()
                                                == 0) {
                                    made.incrementAndGet();
                                }
                            });
            Eventually.holds("clusters are made", Rig.SHORT, () -> made.get() >= 3);

            // When: the stores share one process with the supervisor
            ProcessHandle stores = platform.process("mongodb");
            stores.destroyForcibly();
            Eventually.holds("the stores are dead", Rig.SHORT, () -> !stores.isAlive());
            Eventually.holds("the writer noticed", Rig.SHORT, () -> !writer.isAlive());

            // Then
            platform.up();
            assertThat(platform.process("mongodb").pid()).isNotEqualTo(stores.pid());
            String clusters = platform.pw("clusters", "ls").ok().out();
            for (int i = 0; i < made.get(); i++) {
                assertThat(clusters).containsPattern("\\bc" + i + "\\b");
            }
            Eventually.holds(
                    "the sandbox is usable",
                    BACK,
                    () -> platform.pw("ssh", "sandbox", "--", "echo up").out().contains("up"));
            over.set(true);
        }
    }

    /** Asks every service all the time whether it is alive. */
    private static final class Liveness implements AutoCloseable {
        private final Set<String> failures = new ConcurrentSkipListSet<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger rounds = new AtomicInteger();
        private final Thread asker;

        Liveness(LocalPlatform platform) {
            asker =
                    Thread.startVirtualThread(
                            () -> {
                                while (!over.get()) {
                                    failures.addAll(platform.notAlive());
                                    rounds.incrementAndGet();
                                    java.util.concurrent.locks.LockSupport.parkNanos(300_000_000L);
                                }
                            });
        }

        Set<String> failures() {
            assertThat(rounds.get()).isGreaterThan(10);
            return failures;
        }

        @Override
        public void close() {
            over.set(true);
            asker.interrupt();
        }
    }
}
