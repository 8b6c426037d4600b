/**
 * What a service stands on: defaults of its stores, time and chance. Start reading at {@link
 * activate.servicekit.platform.StoreDefaults}; the defaults are in {@code META-INF}.
 */
@NullMarked
package activate.servicekit.platform;

import org.jspecify.annotations.NullMarked;
