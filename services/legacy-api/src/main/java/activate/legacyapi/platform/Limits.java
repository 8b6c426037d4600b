package activate.legacyapi.platform;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Adds a thing only where there are not too many yet. Those who add for one owner at the same time
 * take turns, so that a limit is exceeded by no more than the number of replicas.
 */
@ApplicationScoped
public class Limits {
    private static final ProblemCode REACHED =
            new ProblemCode("limit_reached", 409, "There are as many as there may be.");
    private static final int STRIPES = 64;

    private static final long PATIENCE_SECONDS = 3;

    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);
    private final LimitConfig config;

    @Inject
    Limits(LimitConfig config) {
        this.config = config;
    }

    /** How many there may be. */
    public LimitConfig most() {
        return config;
    }

    /**
     * What is limited.
     *
     * @param what in words, in the plural
     * @param owner whose they are
     */
    public record Limit(String what, String owner, int most) {

        /** Refuses one more where there are that many already. */
        public void require(long present) {
            if (present >= most) {
                throw Problem.of(
                        REACHED,
                        "There are " + most + " " + what + " already; delete some first.",
                        Map.of("limit", most));
            }
        }
    }

    /** What {@code add} makes, unless {@code present} says that the limit is reached. */
    public <T> T within(Limit limit, LongSupplier present, Supplier<T> add) {
        ReentrantLock turn =
                turns[Math.floorMod((limit.what() + "/" + limit.owner()).hashCode(), STRIPES)];
        await(turn);
        try {
            limit.require(present.getAsLong());
            return add.get();
        } finally {
            turn.unlock();
        }
    }

    private static void await(ReentrantLock turn) {
        try {
            if (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Problem.of(
                        ProblemCode.UNAVAILABLE,
                        "Too much of this is being made at the moment.",
                        Map.of("retryAfterSeconds", 2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.causedBy(ProblemCode.UNAVAILABLE, "The platform is stopping.", e);
        }
    }
}
