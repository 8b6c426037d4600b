package activate.standalone.platform;

import activate.embedded.home.Home;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import activate.testkit.resource.KillProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A process that has the lock of a home and keeps its files, and runs no part. */
public final class SupervisorStandIn implements AutoCloseable {

    private final Process process;

    private SupervisorStandIn(Process process) {
        this.process = process;
    }

    /** Returns when it has the lock. */
    public static SupervisorStandIn start(Home home) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SupervisorStandIn.class.getName(),
                                home.root().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(out.readLine())) {
            process.destroyForcibly();
            throw new IOException("the stand-in did not start");
        }
        return new SupervisorStandIn(process);
    }

    public ProcessIdentity identity() {
        return ProcessIdentity.of(process.pid()).orElseThrow();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        KillProcess.withDescendants(process);
    }

    public static void main(String[] arguments) throws Exception {
        var home = new Home(Path.of(arguments[0]));
        home.prepare();
        try (HomeLock lock = HomeLock.take(home).orElseThrow()) {
            var file = new StatusFile(home);
            // Two stores that live in this very process, as most do
            var parts =
                    Stream.of("one", "two")
                            .map(
                                    name ->
                                            new PartStatus(
                                                    name,
                                                    PartState.READY,
                                                    1,
                                                    0,
                                                    ProcessIdentity.current(),
                                                    "test",
                                                    Instant.now(),
                                                    Instant.now(),
                                                    1,
                                                    "it was killed",
                                                    List.of(Instant.now())))
                            .toList();
            var running =
                    new StatusFile.Running(
                            ProcessIdentity.current(), true, Optional.of(1.0), parts);
            String text = file.write(running);
            var keeper =
                    new HomeKeeper(
                            home,
                            lock,
                            () -> {
                                if (!file.holds(text)) {
                                    file.write(running);
                                }
                            });
            keeper.start();
            System.out.println("ready");
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }
}
