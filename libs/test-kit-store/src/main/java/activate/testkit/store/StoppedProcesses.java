package activate.testkit.store;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process of a test with its children, stopped by signal until this is closed. */
public final class StoppedProcesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Long> pids;

    private StoppedProcesses(List<Long> pids) {
        this.pids = pids;
    }

    /** Stops the process and its children; returns once the kernel says that each is stopped. */
    public static StoppedProcesses stop(long parent) throws IOException {
        signal("-STOP", List.of(parent));
        awaitStopped(parent);
        List<Long> all = new ArrayList<>(childrenOf(parent));
        signal("-STOP", all);
        all.add(parent);
        StoppedProcesses stopped = new StoppedProcesses(all);
        all.forEach(StoppedProcesses::awaitStopped);
        return stopped;
    }

    private static void awaitStopped(long pid) {
        Eventually.holds("process " + pid + " is stopped", PATIENCE, () -> isStill(stat(pid)[0]));
    }

    /** A child that has just ended stays a zombie while its parent is stopped. */
    private static boolean isStill(String state) {
        return state.equals("T") || state.equals("Z");
    }

    private static List<Long> childrenOf(long parent) throws IOException {
        List<Long> children = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                String name = process.getFileName().toString();
                if (name.matches("\\d+") && isChild(Long.parseLong(name), parent)) {
                    children.add(Long.parseLong(name));
                }
            }
        }
        return children;
    }

    private static boolean isChild(long pid, long parent) throws IOException {
        try {
            return stat(pid)[1].equals(Long.toString(parent));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** State and parent, which follow the name in parentheses. */
    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
    }

    private static void signal(String signal, List<Long> pids) throws IOException {
        if (pids.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        signal("-CONT", pids);
    }
}
