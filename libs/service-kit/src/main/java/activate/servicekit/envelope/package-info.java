/**
 * What surrounds every message, written and read in one place. Start reading at {@link
 * activate.servicekit.envelope.EnvelopeReader}.
 */
@NullMarked
package activate.servicekit.envelope;

import org.jspecify.annotations.NullMarked;
