package activate.cli.doctor;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** A wrong clock ends no ssh by itself, but makes certificates and tokens look out of date. */
final class ClockStep {
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);

    private ClockStep() {}

    static StepFinding finding(HttpResponse<String> answer) {
        String date = answer.headers().firstValue("Date").orElse("");
        Instant there;
        try {
            there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException _) {
            return StepFinding.doubtful(
                    "the platform's answer has no date to compare with",
                    "check this machine's clock yourself");
        }
        Duration ahead = Duration.between(there, Instant.now());
        return ahead.abs().compareTo(MOST_SKEW) > 0
                ? StepFinding.doubtful(
                        "this clock is "
                                + ahead.abs().toSeconds()
                                + " s "
                                + (ahead.isNegative() ? "behind" : "ahead of")
                                + " the platform's",
                        "set the clock by NTP")
                : StepFinding.good("it agrees with the platform's");
    }
}
