/// What every feature knows of the platform as a whole: its public address, its clock, its source
/// of identifiers. Start reading at {@link Platform}.
@NullMarked
package activate.legacyapi.platform;

import org.jspecify.annotations.NullMarked;
