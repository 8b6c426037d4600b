package activate.servicekit.log;

import org.jspecify.annotations.Nullable;

/**
 * Text of others on its way into a log line, or back into an answer: one line, no control or
 * formatting characters, and cut. Every log statement with such text passes it through here.
 */
public final class LogText {
    /** What is longer is cut; so many characters of it stay. */
    public static final int LONGEST = 200;

    private LogText() {}

    /** {@code text} with everything that is not plain as <code>&#92;uXXXX</code>. */
    public static String of(@Nullable Object text) {
        String given = String.valueOf(text);
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < given.length(); ) {
            int c = given.codePointAt(at);
            String shown = isPlain(c) ? Character.toString(c) : escaped(c);
            if (plain.length() + shown.length() > LONGEST) {
                return plain.append("...").toString();
            }
            plain.append(shown);
            at += Character.charCount(c);
        }
        return plain.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    private static String escaped(int c) {
        return c > Character.MAX_VALUE ? String.format("\\u{%x}", c) : String.format("\\u%04x", c);
    }
}
