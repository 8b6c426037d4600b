/**
 * The platform that a service is part of: its public address and where the other services are.
 * Start reading at {@link activate.servicekit.platform.PlatformConfig}; the defaults are in {@code
 * META-INF/microprofile-config.properties}.
 */
@NullMarked
package activate.servicekit.platform;

import org.jspecify.annotations.NullMarked;
