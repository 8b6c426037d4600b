package activate.embedded.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One process and no other: its number and the kernel's start time. A number alone may belong to a
 * stranger after the process has ended, and an ended process that its parent has not collected (a
 * zombie) still has its number.
 *
 * @param startTicks field 22 of {@code /proc/<pid>/stat}, in clock ticks since boot
 */
public record ProcessIdentity(long pid, long startTicks) {

    private static final int STATE = 0;
    private static final int START = 19;
    private static final long POLL_MILLIS = 50;

    /** The process that has this number now; empty when there is none or only its remains. */
    public static Optional<ProcessIdentity> of(long pid) {
        String[] fields = fieldsAfterName(pid);
        if (fields.length <= START || isDead(fields[STATE])) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START])));
    }

    public static ProcessIdentity current() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** Reads what {@link #toText} wrote; empty when the text is something else. */
    public static Optional<ProcessIdentity> parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        try {
            return words.length == 2
                    ? Optional.of(
                            new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public String toText() {
        return pid + " " + startTicks;
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Sends a signal by name, only if this very process still runs. */
    public void signal(String name) {
        if (!isAlive()) {
            return;
        }
        if (name.equals("KILL")) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            return;
        }
        try {
            new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("kill: pid=" + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks each by a signal to end; true when all have ended within the time. */
    public static boolean end(List<ProcessIdentity> processes, String signal, Duration deadline)
            throws InterruptedException {
        processes.forEach(process -> process.signal(signal));
        long end = System.nanoTime() + deadline.toNanos();
        var pause = new CountDownLatch(1);
        while (processes.stream().anyMatch(ProcessIdentity::isAlive)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    /** Resident memory in bytes; 0 when the process is gone. */
    public long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isDead(String state) {
        return state.equals("Z") || state.equals("X");
    }

    /**
     * The name in parentheses may hold anything, also spaces and parentheses: only the last one
     * ends it.
     */
    private static String[] fieldsAfterName(long pid) {
        try {
            byte[] stat = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            String text = new String(stat, StandardCharsets.ISO_8859_1);
            return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException e) {
            return new String[0];
        }
    }
}
