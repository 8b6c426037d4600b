package activate.settings.bound;

/** Reads a whole number within bounds. */
final class WholeNumber {
    private WholeNumber() {}

    static int between(String value, int least, int most, String expected) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of bounds is.
        }
        throw new IllegalArgumentException("expected: " + expected);
    }
}
