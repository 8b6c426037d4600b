/// The log of who did what, in PostgreSQL, and the routes that read it. Start reading at
/// {@link ActivityLog}.
@NullMarked
package activate.legacyapi.activity.log;

import org.jspecify.annotations.NullMarked;
