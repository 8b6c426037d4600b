/**
 * Settings of earlier versions, refused at the start. Start reading at {@link
 * activate.settings.former.RefuseFormerSettings}.
 */
@NullMarked
package activate.settings.former;

import org.jspecify.annotations.NullMarked;
