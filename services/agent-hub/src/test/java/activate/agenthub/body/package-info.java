/** Tests of what is read of agents. Start reading at {@link HeartbeatShapeTest}. */
@NullMarked
package activate.agenthub.body;

import org.jspecify.annotations.NullMarked;
