/** Start at {@link activate.servicekit.platform.SettingsDocumentTest}. */
@NullMarked
package activate.servicekit.platform;

import org.jspecify.annotations.NullMarked;
