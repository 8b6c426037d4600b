/** Tests of what is read of agents. Start reading at {@link HeartbeatShapeTest}. */
@NullMarked
package activate.agenthub.said;

import org.jspecify.annotations.NullMarked;
