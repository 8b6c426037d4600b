/**
 * What every service is told in the same words: the platform's public address and where the other
 * services are. Start reading at {@link activate.settings.PlatformConfig}; the defaults are in
 * {@code META-INF/microprofile-config.properties}.
 */
@NullMarked
package activate.settings;

import org.jspecify.annotations.NullMarked;
