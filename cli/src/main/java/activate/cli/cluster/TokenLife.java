package activate.cli.cluster;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of `--ttl`: whole minutes in the units that people write. */
final class TokenLife {
    private static final Pattern PART =
            Pattern.compile(
                    "\\G\\s*(\\d{1,6})\\s*(d|days?|h|hrs?|hours?|m|mins?|minutes?)(?![a-z])\\s*");
    private static final long MOST = 24 * 60;

    private TokenLife() {}

    static long minutes(String text) throws Failure {
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        long minutes = 0;
        int end = 0;
        while (part.find()) {
            minutes += Long.parseLong(part.group(1)) * minutesOf(part.group(2).charAt(0));
            end = part.end();
        }
        if (end == 0 || end != text.length() || minutes < 1 || minutes > MOST) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--ttl: " + text + " (expected: from 1m to 24h, such as 30m, 30min or 2h)",
                    "");
        }
        return minutes;
    }

    private static long minutesOf(char unit) {
        return switch (unit) {
            case 'd' -> MOST;
            case 'h' -> 60;
            default -> 1;
        };
    }
}
