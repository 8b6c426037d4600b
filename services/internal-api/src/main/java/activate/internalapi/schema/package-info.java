/**
 * The tables of usage and revocations, brought to the newest version while the service starts.
 * Start reading at {@link activate.internalapi.schema.MigrateSchema}.
 */
@NullMarked
package activate.internalapi.schema;

import org.jspecify.annotations.NullMarked;
