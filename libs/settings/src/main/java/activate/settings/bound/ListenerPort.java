package activate.settings.bound;

import org.eclipse.microprofile.config.spi.Converter;

/** A port to listen on; a negative number stands for a free one, the same number for the same. */
public final class ListenerPort implements Converter<Integer> {
    private static final int LAST = 65_535;

    @Override
    public Integer convert(String value) {
        int port = WholeNumber.between(value, Integer.MIN_VALUE, LAST, expected());
        if (port == 0) {
            throw new IllegalArgumentException("expected: " + expected());
        }
        return port;
    }

    private static String expected() {
        return "a port from 1 to " + LAST + ", or -1 for a free one";
    }
}
