package activate.outbound;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * What an answer tells of this machine's clock. A wrong one ends nothing by itself, but makes
 * certificates and tokens look out of date.
 */
public sealed interface ClockComparison {
    /** The answer has no date. */
    record Unknown() implements ClockComparison {}

    /** Both tell about the same time. */
    record Agrees() implements ClockComparison {}

    /**
     * They differ by a minute or more.
     *
     * @param text by how much, for people
     */
    record Differs(String text) implements ClockComparison {
        /** What to do. */
        public static final String HINT = "set the clock by NTP";
    }

    /**
     * @param headers of an answer that has just come
     */
    static ClockComparison of(HttpHeaders headers, Instant here) {
        Instant there;
        try {
            there =
                    ZonedDateTime.parse(
                                    headers.firstValue("Date").orElse(""),
                                    DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeParseException _) {
            return new Unknown();
        }
        Duration ahead = Duration.between(there, here);
        return ahead.abs().compareTo(Duration.ofMinutes(1)) > 0
                ? new Differs(
                        "this clock is "
                                + ahead.abs().toSeconds()
                                + " s "
                                + (ahead.isNegative() ? "behind" : "ahead of")
                                + " the platform's")
                : new Agrees();
    }
}
