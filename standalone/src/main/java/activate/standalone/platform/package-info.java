/**
 * Puts one platform together out of its parts: stores, services, certificates, status. Start
 * reading at {@link activate.standalone.platform.LocalPlatform}.
 */
@NullMarked
package activate.standalone.platform;

import org.jspecify.annotations.NullMarked;
