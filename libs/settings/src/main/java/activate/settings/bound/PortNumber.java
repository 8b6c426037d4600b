package activate.settings.bound;

import org.eclipse.microprofile.config.spi.Converter;

/** A port that something listens on. */
public final class PortNumber implements Converter<Integer> {
    private static final int LAST = 65_535;

    @Override
    public Integer convert(String value) {
        return WholeNumber.between(value, 1, LAST, "a port from 1 to " + LAST);
    }
}
