package activate.embedded;

import activate.embedded.broker.BrokerPart;
import activate.embedded.home.Home;
import activate.embedded.mongo.MongoPart;
import activate.embedded.part.Part;
import activate.embedded.part.PartFailure;
import activate.embedded.vault.VaultPart;
import activate.testkit.resource.KillProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One embedded store in a JVM of its own, so that a test can kill it as the kernel would. */
public final class StoreProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 100;
    private static final int TRIES = 600;

    private final Process process;

    private StoreProcess(Process process) {
        this.process = process;
    }

    /** Returns when the store answers. */
    public static StoreProcess start(String store, Path home, int port) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StoreProcess.class.getName(),
                                store,
                                home.toString(),
                                Integer.toString(port))
                        .redirectError(home.resolve(store + ".err").toFile())
                        .start();
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (!"ready".equals(line)) {
            process.destroyForcibly();
            throw new IOException("store=" + store + " said " + line);
        }
        return new StoreProcess(process);
    }

    /** Lets no file of the process grow beyond {@code bytes}, as a disk that is full. */
    public void limitFiles(long bytes) throws IOException, InterruptedException {
        limitFiles(Long.toString(bytes));
    }

    public void unlimitFiles() throws IOException, InterruptedException {
        limitFiles("unlimited");
    }

    private void limitFiles(String limit) throws IOException, InterruptedException {
        // The soft limit alone: it can be lifted again.
        int code =
                new ProcessBuilder(
                                "prlimit",
                                "--pid",
                                Long.toString(process.pid()),
                                "--fsize=" + limit + ":")
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException("prlimit: code=" + code);
        }
    }

    /** SIGKILL: no handler, no flush, no goodbye. */
    public void kill() {
        KillProcess.withDescendants(process);
    }

    @Override
    public void close() {
        KillProcess.withDescendants(process);
    }

    public static void main(String[] arguments) throws InterruptedException {
        var home = new Home(Path.of(arguments[1]));
        home.prepare();
        int port = Integer.parseInt(arguments[2]);
        Part part =
                switch (arguments[0]) {
                    case "mongodb" -> new MongoPart(home, port, Clock.systemUTC());
                    case "rabbitmq" -> new BrokerPart(home, port);
                    case "vault" -> new VaultPart(home, port, Clock.systemUTC());
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        launch(part);
        System.out.println("ready");
        System.out.flush();
        while (true) {
            part.awaitEnd(Integer.MAX_VALUE);
            // As under a supervisor: a store that breaks is started again.
            part.stop();
            launch(part);
        }
    }

    private static void launch(Part part) throws InterruptedException {
        var pause = new CountDownLatch(1);
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                part.launch();
                while (part.fault().isPresent() && !part.awaitEnd(POLL_MILLIS)) {
                    // It is under way.
                }
                part.afterReady();
                return;
            } catch (PartFailure e) {
                e.printStackTrace();
                part.stop();
                pause.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException(part.name() + " does not start");
    }
}
