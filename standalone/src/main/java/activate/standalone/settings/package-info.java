/**
 * What a person decides about one platform, by variables of the environment, and the keys by which
 * its services know each other. Start reading at {@link activate.standalone.settings.Settings}.
 */
@NullMarked
package activate.standalone.settings;

import org.jspecify.annotations.NullMarked;
