package activate.settings.bound;

import org.eclipse.microprofile.config.spi.Converter;

/** A number of things of which there must be at least one. */
public final class PositiveCount implements Converter<Integer> {
    @Override
    public Integer convert(String value) {
        return WholeNumber.between(value, 1, Integer.MAX_VALUE, "a whole number of 1 or more");
    }
}
