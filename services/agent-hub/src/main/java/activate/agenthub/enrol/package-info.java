/**
 * Enrolment: a registration token is exchanged, once, for a node's identity. Start at {@link
 * activate.agenthub.enrol.RegisterNode}.
 */
@NullMarked
package activate.agenthub.enrol;

import org.jspecify.annotations.NullMarked;
