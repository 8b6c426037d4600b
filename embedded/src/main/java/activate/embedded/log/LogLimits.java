package activate.embedded.log;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is kept of one log.
 *
 * @param bytes of one file
 * @param files the present one and those before it
 */
public record LogLimits(long bytes, int files) {

    public static final String SIZE = "ACTIVATE_LOG_SIZE";
    public static final String FILES = "ACTIVATE_LOG_FILES";

    /** What is written at once fits into a file. */
    public static final long SMALLEST = LineBuffer.CHUNK;

    private static final LogLimits DEFAULT = new LogLimits(10L << 20, 5);
    private static final int MOST_FILES = 99;
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([KMG]?)");

    /** {@code ACTIVATE_LOG_SIZE=10M ACTIVATE_LOG_FILES=5}, which are the defaults. */
    public static LogLimits of(Map<String, String> environment) {
        return new LogLimits(
                size(environment.getOrDefault(SIZE, "")),
                files(environment.getOrDefault(FILES, "")));
    }

    private static long size(String text) {
        if (text.isBlank()) {
            return DEFAULT.bytes;
        }
        Matcher amount = AMOUNT.matcher(text.strip());
        if (amount.matches()) {
            int shift =
                    switch (amount.group(2)) {
                        case "K" -> 10;
                        case "M" -> 20;
                        case "G" -> 30;
                        default -> 0;
                    };
            long bytes = Long.parseLong(amount.group(1)) << shift;
            if (bytes >= SMALLEST) {
                return bytes;
            }
        }
        throw new IllegalArgumentException(
                SIZE + ": " + text + " (expected: at least 64K, for example 10M)");
    }

    private static int files(String text) {
        if (text.isBlank()) {
            return DEFAULT.files;
        }
        try {
            int files = Integer.parseInt(text.strip());
            if (files >= 1 && files <= MOST_FILES) {
                return files;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(FILES + ": " + text + " (expected: 1-99)", e);
        }
        throw new IllegalArgumentException(FILES + ": " + text + " (expected: 1-99)");
    }
}
