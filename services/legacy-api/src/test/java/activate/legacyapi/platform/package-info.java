/** Tests of address, time and limits. Start at {@code LimitsTest}. */
@NullMarked
package activate.legacyapi.platform;

import org.jspecify.annotations.NullMarked;
