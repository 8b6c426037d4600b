/// Work that must be done once after the start (indexes, migrations, first keys), tried again
/// until the stores are there. Start reading at {@link Preparation}.
@NullMarked
package activate.legacyapi.startup;

import org.jspecify.annotations.NullMarked;
