package activate.cli.api;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something is good, as an option says it: whole minutes in the units that people write.
 *
 * @param option its name
 * @param words what is expected, for people
 */
public record Lifetime(String option, Duration least, Duration most, String words) {
    private static final Pattern PART =
            Pattern.compile(
                    "\\G\\s*(\\d{1,6})\\s*(d|days?|h|hrs?|hours?|m|mins?|minutes?)(?![a-z])\\s*");

    /**
     * Reads a value such as 1h30m.
     *
     * @throws Failure where it is not understood, too short or too long
     */
    public long minutes(String text) throws Failure {
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        long minutes = 0;
        int end = 0;
        while (part.find()) {
            minutes += Long.parseLong(part.group(1)) * minutesOf(part.group(2).charAt(0));
            end = part.end();
        }
        if (end == 0
                || end != text.length()
                || minutes < least.toMinutes()
                || minutes > most.toMinutes()) {
            throw new Failure(
                    ExitCode.USAGE, option + ": " + text + " (expected: " + words + ")", "");
        }
        return minutes;
    }

    private static long minutesOf(char unit) {
        return switch (unit) {
            case 'd' -> Duration.ofDays(1).toMinutes();
            case 'h' -> 60;
            default -> 1;
        };
    }
}
