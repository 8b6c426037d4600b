package activate.settings.bound;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A time longer than nothing, such as {@code 500ms}, {@code 10s} or {@code 7d}. */
public final class PositiveDuration implements Converter<Duration> {
    private final DurationConverter durations = new DurationConverter();

    @Override
    public @Nullable Duration convert(String value) {
        Duration duration = parsed(value);
        if (duration != null && !duration.isPositive()) {
            throw unexpected(null);
        }
        return duration;
    }

    private @Nullable Duration parsed(String value) {
        try {
            return durations.convert(value);
        } catch (IllegalArgumentException e) {
            throw unexpected(e);
        }
    }

    private static IllegalArgumentException unexpected(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "expected: a time longer than nothing, such as 500ms, 10s or 7d", cause);
    }
}
