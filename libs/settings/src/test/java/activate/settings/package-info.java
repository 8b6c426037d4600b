/** Start at {@link activate.settings.SettingsDocumentTest}. */
@NullMarked
package activate.settings;

import org.jspecify.annotations.NullMarked;
