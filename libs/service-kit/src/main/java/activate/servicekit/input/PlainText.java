package activate.servicekit.input;

import java.util.OptionalInt;

/** Text that every store keeps and every log shows as it is. */
public final class PlainText {

    private PlainText() {}

    /**
     * Where the text stops being plain: a control character other than tab and the ends of lines, a
     * character that turns the direction of what follows it, or half of a surrogate pair.
     */
    public static OptionalInt firstFault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) || isControl(c) || turnsDirection(c)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * With these a name can look like another one; the marks that right-to-left text needs stay.
     */
    private static boolean turnsDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
    }
}
