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
    public static final long SMALLEST = 64 << 10;

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([KMG]?)");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]?");

    /** {@code ACTIVATE_LOG_SIZE=10M ACTIVATE_LOG_FILES=5}, which are the defaults. */
    public static LogLimits of(Map<String, String> environment) {
        String size = value(environment, SIZE, "10M");
        String files = value(environment, FILES, "5");
        Matcher amount = AMOUNT.matcher(size);
        long bytes =
                amount.matches()
                        ? Long.parseLong(amount.group(1)) << (10 * " KMG".indexOf(amount.group(2)))
                        : 0;
        require(bytes >= SMALLEST, SIZE, size, "at least 64K, for example 10M");
        require(COUNT.matcher(files).matches(), FILES, files, "1-99");
        return new LogLimits(bytes, Integer.parseInt(files));
    }

    private static String value(Map<String, String> environment, String name, String otherwise) {
        String text = environment.getOrDefault(name, "").strip();
        return text.isEmpty() ? otherwise : text;
    }

    private static void require(boolean good, String name, String text, String expected) {
        if (!good) {
            throw new IllegalArgumentException(
                    name + ": " + text + " (expected: " + expected + ")");
        }
    }
}
