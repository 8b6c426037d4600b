package activate.testkit.resource;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What this process holds at one moment.
 *
 * @param descriptors open files and sockets
 * @param threads platform threads; virtual ones have no cost that could leak unseen
 * @param timers tasks that event loops will run later
 */
public record OpenResources(long descriptors, long threads, long timers) {

    private static final int POOLED = 16;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Counts now, the timers on these event loops. */
    public static OpenResources now(Iterable<? extends ExecutorService> loops) {
        return new OpenResources(
                descriptorsNow(), ManagementFactory.getThreadMXBean().getThreadCount(), of(loops));
    }

    /** Waits until two counts in a row are the same, and returns them. */
    public static OpenResources settled(Supplier<OpenResources> count) {
        OpenResources[] last = {count.get()};
        Eventually.holds(
                "the process is quiet",
                Duration.ofSeconds(20),
                () -> {
                    OpenResources before = last[0];
                    last[0] = count.get();
                    return last[0].equals(before);
                });
        return last[0];
    }

    /**
     * Whether nothing here is more than it was, but for a few threads: pools that are shared by the
     * whole process make one now and then. What is kept for each request is a thousand more.
     */
    public boolean atMost(OpenResources before) {
        return descriptors <= before.descriptors
                && threads <= before.threads + POOLED
                && timers <= before.timers;
    }

    private static long descriptorsNow() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long of(Iterable<? extends ExecutorService> loops) {
        long timers = 0;
        for (ExecutorService loop : loops) {
            timers += scheduled(loop);
        }
        return timers;
    }

    /** The queue is of the loop's own thread, so it is asked there. */
    private static long scheduled(ExecutorService loop) {
        try {
            Field queue = queueOf(loop.getClass());
            Callable<Integer> count =
                    () -> queue.get(loop) instanceof Collection<?> waiting ? waiting.size() : 0;
            return loop.submit(count).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException | ExecutionException e) {
            throw new IllegalStateException("the timers of an event loop cannot be counted", e);
        }
    }

    /** Netty's loops keep their timers in a field of a class that each of them extends. */
    private static Field queueOf(Class<?> loop) throws NoSuchFieldException {
        for (Class<?> type = loop; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("scheduledTaskQueue")) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(loop.getName());
    }
}
