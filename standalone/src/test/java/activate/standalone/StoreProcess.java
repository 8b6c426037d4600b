package activate.standalone;

import activate.standalone.broker.BrokerPart;
import activate.standalone.home.Home;
import activate.standalone.mongo.MongoPart;
import activate.standalone.supervise.Part;
import activate.standalone.supervise.Supervisor;
import activate.standalone.vault.VaultPart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** One embedded store in a JVM of its own, so that a test can kill it as the kernel would. */
public final class StoreProcess implements AutoCloseable {

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
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
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
        // Under a supervisor, as in earnest: a store that breaks is started again.
        var supervisor = new Supervisor(Clock.systemUTC(), new Random(1), _ -> {});
        supervisor.addStage(List.of(part));
        supervisor.start();
        System.out.println("ready");
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
