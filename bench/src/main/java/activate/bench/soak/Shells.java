package activate.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A user who logs in by ssh again and again, and copies something each time.
final class Shells {
    private static final int BYTES = 1_000_000;
    private static final long DEADLINE_SECONDS = 60;

    private final Path pw;
    private final String cluster;
    private final Figures figures;

    Shells(Path pw, String cluster, Figures figures) {
        this.pw = pw;
        this.cluster = cluster;
        this.figures = figures;
    }

    void start() {
        GoodClients.every(Duration.ofSeconds(8), this::copy);
    }

    private void copy() {
        long began = System.nanoTime();
        try {
            Process ssh =
                    new ProcessBuilder(
                                    List.of(
                                            pw.toString(),
                                            "ssh",
                                            cluster,
                                            "--",
                                            "head -c " + BYTES + " /dev/zero | wc -c"))
                            .redirectErrorStream(true)
                            .start();
            ssh.getOutputStream().close();
            String answer =
                    new String(ssh.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            if (!ssh.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                ssh.destroyForcibly();
                figures.failed("ssh", "no end within " + DEADLINE_SECONDS + " s");
            } else if (ssh.exitValue() == 0 && answer.strip().endsWith(String.valueOf(BYTES))) {
                figures.succeeded("ssh", System.nanoTime() - began);
            } else {
                figures.failed("ssh", ssh.exitValue() + ": " + answer.strip());
            }
        } catch (IOException e) {
            figures.failed("ssh", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
