package activate.internalapi.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * How long one node of a cluster was online.
 *
 * @param nodeHours decimal text with up to nine places, rounded half up: enough to get {@code
 *     milliseconds} back
 * @param milliseconds the exact sum
 * @param intervals rows of the ledger that it was summed from
 * @param firstAt begin of the earliest interval
 * @param lastAt end of the latest interval
 */
public record NodeUsage(
        String hostname,
        String nodeId,
        String nodeHours,
        long milliseconds,
        long intervals,
        Instant firstAt,
        Instant lastAt) {

    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    private static final int PLACES = 9;

    static NodeUsage of(
            String hostname,
            String nodeId,
            long milliseconds,
            long intervals,
            Instant firstAt,
            Instant lastAt) {
        return new NodeUsage(
                hostname, nodeId, hours(milliseconds), milliseconds, intervals, firstAt, lastAt);
    }

    /**
     * Hours as text: a binary fraction would not be exact, and one hour is no decimal fraction of a
     * millisecond.
     */
    static String hours(long milliseconds) {
        BigDecimal hours =
                BigDecimal.valueOf(milliseconds)
                        .divide(MILLIS_PER_HOUR, PLACES, RoundingMode.HALF_UP);
        return hours.signum() == 0 ? "0" : hours.stripTrailingZeros().toPlainString();
    }
}
