/**
 * Settings of earlier versions, refused at the start. Start reading at {@link
 * activate.servicekit.formersettings.RefuseFormerSettings}.
 */
@NullMarked
package activate.servicekit.formersettings;

import org.jspecify.annotations.NullMarked;
