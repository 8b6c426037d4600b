/**
 * What the agent keeps on disk: its key, what enrolment gave it, and the lock of the one that runs.
 * Start reading at {@link activate.agent.state.StateDirectory}.
 */
@NullMarked
package activate.agent.state;

import org.jspecify.annotations.NullMarked;
