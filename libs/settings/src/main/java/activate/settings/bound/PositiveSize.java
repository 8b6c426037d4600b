package activate.settings.bound;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A number of bytes of at least one, such as {@code 64K} or {@code 1M}. */
public final class PositiveSize implements Converter<MemorySize> {
    private final MemorySizeConverter sizes = new MemorySizeConverter();

    @Override
    public @Nullable MemorySize convert(String value) {
        MemorySize size = parsed(value);
        if (size != null && size.asLongValue() < 1) {
            throw unexpected(null);
        }
        return size;
    }

    private @Nullable MemorySize parsed(String value) {
        try {
            return sizes.convert(value);
        } catch (IllegalArgumentException e) {
            throw unexpected(e);
        }
    }

    private static IllegalArgumentException unexpected(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "expected: bytes, at least one, such as 64K or 1M", cause);
    }
}
