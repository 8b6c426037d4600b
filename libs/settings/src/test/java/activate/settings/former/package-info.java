/** Start at {@link activate.settings.former.RefuseFormerSettingsTest}. */
@NullMarked
package activate.settings.former;

import org.jspecify.annotations.NullMarked;
