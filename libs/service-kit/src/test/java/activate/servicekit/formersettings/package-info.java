/** Start at {@link activate.servicekit.formersettings.RefuseFormerSettingsTest}. */
@NullMarked
package activate.servicekit.formersettings;

import org.jspecify.annotations.NullMarked;
