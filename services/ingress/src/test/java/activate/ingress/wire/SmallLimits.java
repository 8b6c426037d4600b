package activate.ingress.wire;

import activate.ingress.limit.EdgeLimits;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.Collectors;

/** Limits of the edge of which some are not the default. */
final class SmallLimits {
    private SmallLimits() {}

    /**
     * @param values by their name below {@code activate.ingress.limit}
     */
    static EdgeLimits of(Map<String, String> values) {
        Map<String, String> named =
                values.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> "activate.ingress.limit." + entry.getKey(),
                                        Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(named, "test", 500))
                .withMapping(EdgeLimits.class)
                .build()
                .getConfigMapping(EdgeLimits.class);
    }
}
